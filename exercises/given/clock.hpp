#pragma once

#include <chrono>
#include <thread>

#include "loopback/caller.hpp"

namespace given {

/// The time, and how to wait for a later one: this machine's, or one that a script turns. It only
/// goes forward.
///
///     const auto end = clock.now() + std::chrono::seconds{2};
///     while (!works() && clock.now() < end) clock.sleep_for(std::chrono::milliseconds{100});
class Clock {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using duration = std::chrono::steady_clock::duration;

    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    [[nodiscard]] virtual time_point now() = 0;
    /// Returns at once if that is over.
    virtual void sleep_until(time_point when,
                             loopback::Caller caller = loopback::Caller::here()) = 0;
    void sleep_for(duration time, loopback::Caller caller = loopback::Caller::here()) {
        sleep_until(now() + time, caller);
    }
};

/// This machine's.
class SystemClock : public Clock {
public:
    [[nodiscard]] time_point now() override { return std::chrono::steady_clock::now(); }
    void sleep_until(time_point when, loopback::Caller = loopback::Caller::here()) override {
        std::this_thread::sleep_until(when);
    }
};

}  // namespace given
