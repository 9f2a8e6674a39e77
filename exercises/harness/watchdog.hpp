#pragma once

#include "harness/stage.hpp"

namespace harness {

/// From now on, a thread of its own looks at the process: it counts the time that could be used
/// (see `fair_time`), tells the runner that the check lives, and ends the check when it hangs.
void start_watchdog(Stage& stage);

}  // namespace harness
