#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

// How a check that does not end is told from one that is only slow. Pure: the watchdog looks, this
// counts and decides, and tests/harness/patience_test.cpp shows it.
namespace harness {

using Clock = std::chrono::steady_clock;

/// How often the watchdog looks.
inline constexpr std::chrono::milliseconds time_between_looks{20};

/// Nothing has moved for this long: the check is stuck. LOOPBACK_TIME_SCALE stretches these limits.
inline constexpr std::chrono::milliseconds silence_limit{2000};

/// Your code moves things all the time, and the script has got no further for this long.
inline constexpr std::chrono::milliseconds aimless_limit{8000};

/// The script goes on and on: more processor time than any check needs.
inline constexpr std::chrono::seconds processor_limit{40};

/// By the clock, however busy the machine is: nobody waits any longer than this. A program that was
/// stopped (Ctrl-Z, a laptop that sleeps) was not waited for.
inline constexpr std::chrono::minutes wall_limit{9};
inline constexpr std::chrono::seconds latest_look{5};  ///< later ones: it was stopped

enum class Moved { nothing, your_code, the_script };

/// What the watchdog sees when it looks.
struct Look {
    Clock::duration elapsed{};             ///< since it looked before, or since it began
    std::chrono::nanoseconds processor{};  ///< that all other threads have used meanwhile
    /// Whether one of them runs, or could and waits for a processor. Not every system tells.
    std::optional<bool> one_runs{};
    bool calls = false;  ///< your code has made calls meanwhile, even in vain
    Moved moved = Moved::nothing;

    /// The same, guessed from the processor time where the system does not tell: a thread that
    /// makes calls shows by them that it gets on.
    [[nodiscard]] bool computes() const noexcept {
        return one_runs.value_or(processor > elapsed / 100 && !calls);
    }
};

/// How much of the time since the look before this process could have used. On an idle machine
/// that is all of it. Where a thread waits for a processor, it is what the threads have used (four
/// times that, or an endless loop would be told too late). And a watchdog that comes late was not
/// let run itself.
[[nodiscard]] Clock::duration usable(const Look& look) noexcept;

enum class Hang {
    none,
    silent,   ///< everyone waits
    busy,     ///< nothing moves, but the processor is used
    aimless,  ///< your code moves things, and it leads to nothing
};

/// Counts what a check could have used since it got on, and says when that is too much.
class Patience {
public:
    explicit Patience(double scale = 1) noexcept : scale_(scale) {}

    [[nodiscard]] Hang after(const Look& look) noexcept;

private:
    [[nodiscard]] Hang in_silence() const noexcept;

    double scale_;
    Clock::duration wall_{};
    std::chrono::nanoseconds processor_{};
    Clock::duration since_the_script_moved_{};  // usable time, as the next one
    Clock::duration since_anything_moved_{};
    std::size_t silent_looks_ = 0;
    std::size_t computing_looks_ = 0;
};

}  // namespace harness
