#include "given/scripted_clock.hpp"

#include "harness/stage.hpp"

namespace scripted {

Clock& Clock::turns(duration time) {
    const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
    stage_.step("the clock turns", std::to_string(whole) + " ms");
    const std::lock_guard lock{mutex_};
    now_ += time;
    sleeps_.erase(sleeps_.begin(), sleeps_.upper_bound(now_));
    news_.notify_all();
    return *this;
}

std::optional<Clock::duration> Clock::next_sleep() {
    stage_.waits_until([this] {
        const std::lock_guard lock{mutex_};
        return !sleeps_.empty();
    });
    const std::lock_guard lock{mutex_};
    if (sleeps_.empty()) return std::nullopt;
    return *sleeps_.begin() - now_;
}

Clock::time_point Clock::now() {
    const std::lock_guard lock{mutex_};
    return now_;
}

// Shown to the watch as a call that waits without a limit, so that a story can tell where the code
// is, and the script hears of it.
void Clock::sleep_until(time_point when, loopback::Caller caller) {
    {
        const std::lock_guard lock{mutex_};
        if (when <= now_) return;
        sleeps_.insert(when);
    }
    loopback::Call call;
    call.operation = loopback::Operation::wait;
    call.function = "sleep_until";
    call.argument = -1;
    call.caller = caller;
    stage_.watch().before(call);
    {
        std::unique_lock lock{mutex_};
        news_.wait(lock, [&] { return now_ >= when; });
    }
    stage_.watch().after(call);
}

}  // namespace scripted
