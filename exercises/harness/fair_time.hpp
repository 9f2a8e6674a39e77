#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "harness/patience.hpp"
#include "loopback/timeout.hpp"

// Limits for what a check cannot wait for without one. They are over when your code could have done
// it long since, not when the clock says so: see `usable`.
namespace harness {

/// How much time this process could have used so far; the watchdog counts it.
[[nodiscard]] Clock::duration fair_time() noexcept;
void add_to_fair_time(Clock::duration time) noexcept;

/// A limit that begins now; LOOPBACK_TIME_SCALE stretches it.
class FairLimit {
public:
    explicit FairLimit(std::chrono::milliseconds limit) noexcept;
    [[nodiscard]] bool is_over() const noexcept { return fair_time() >= end_; }

private:
    Clock::duration end_;
};

/// Waits until `ready()`, which whoever notifies `news` makes true: false if the limit is over
/// first.
template <typename Ready>
bool waits_fairly(std::condition_variable& news, std::unique_lock<std::mutex>& lock,
                  std::chrono::milliseconds limit, Ready ready) {
    const FairLimit end{limit};
    while (!ready()) {
        if (end.is_over()) return false;
        news.wait_for(lock, time_between_looks);
    }
    return true;
}

/// Has `attempt(step)` tried until it says true: false if the limit is over first. A try lasts no
/// longer than `step`, by the clock.
///
///     tries_fairly(1s, [&](Timeout step) { knock = door.accept(error, step); return !error; });
template <typename Attempt>
bool tries_fairly(std::chrono::milliseconds limit, Attempt attempt) {
    const FairLimit end{limit};
    while (!attempt(loopback::Timeout{time_between_looks})) {
        if (end.is_over()) return false;
    }
    return true;
}

}  // namespace harness
