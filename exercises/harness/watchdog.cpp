#include "harness/watchdog.hpp"

#include <algorithm>

#include "harness/options.hpp"
#include "harness/platform.hpp"
#include "harness/thread.hpp"

namespace harness {

class Watchdog {
public:
    explicit Watchdog(Stage& stage) noexcept : stage_(stage) {}

    void watch() {
        const Clock::duration most_silence = scaled(silence_limit);
        const auto end = Clock::now() + scaled(whole_limit);
        for (;;) {
            const auto last = stage_.watch().last_progress();
            const auto now = Clock::now();
            if (now >= end || now - last >= most_silence) {
                stage_.is_stuck(now - last, is_busy_since(last));
            }
            looks_.push_back({now, platform::processor_time()});
            std::this_thread::sleep_until(
                std::min({end, last + most_silence, now + most_silence / 4}));
        }
    }

private:
    struct Look {
        Clock::time_point when;
        std::chrono::nanoseconds processor_time;
    };

    // Whether some thread computes, rather than all of them waiting.
    [[nodiscard]] bool is_busy_since(Clock::time_point start) const {
        for (const Look& look : looks_) {
            if (look.when < start) continue;
            const auto used = platform::processor_time() - look.processor_time;
            return used > (Clock::now() - look.when) / 20;
        }
        return false;
    }

    Stage& stage_;
    std::vector<Look> looks_;
};

void start_watchdog(Stage& stage) {
    std::thread{[&stage] {
        const HarnessThread mark;
        Watchdog{stage}.watch();
    }}.detach();
}

}  // namespace harness
