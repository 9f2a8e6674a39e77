#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>

#include "given/clock.hpp"

namespace harness {
class Stage;
}

namespace scripted {

/// A clock that stands still until the script of a check turns it: nobody waits, however long your
/// code sleeps.
///
///     stage.runs("retry", [&] { retry(attempt, backoff, clock); });
///     CHECK(clock.next_sleep() == 100ms);
///     clock.turns(100ms);
class Clock : public given::Clock {
public:
    explicit Clock(harness::Stage& stage) : stage_(stage) {}

    /// Who sleeps no longer than that wakes.
    Clock& turns(duration time);
    /// Waits until your code sleeps, or has returned: how long it means to sleep, from now on. Of
    /// several sleeps, the one that ends first.
    [[nodiscard]] std::optional<duration> next_sleep();

    [[nodiscard]] time_point now() override;
    void sleep_until(time_point when, loopback::Caller caller) override;

private:
    harness::Stage& stage_;
    std::mutex mutex_;
    std::condition_variable news_;
    time_point now_{std::chrono::hours{1}};  ///< any, but zero, which may be a mistake
    std::multiset<time_point> sleeps_;
};

}  // namespace scripted
