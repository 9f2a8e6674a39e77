#pragma once

#include "harness/stage.hpp"

namespace harness {

/// Nothing has moved for this long: the check is stuck. LOOPBACK_TIME_SCALE stretches it.
inline constexpr std::chrono::milliseconds silence_limit{2000};

/// Things move all the time, and yet no end comes.
inline constexpr std::chrono::milliseconds whole_limit{8000};

/// From now on, a thread of its own ends the check when one of the limits is over.
void start_watchdog(Stage& stage);

}  // namespace harness
