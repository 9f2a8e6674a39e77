#include "harness/watchdog.hpp"

#include "harness/options.hpp"
#include "harness/thread.hpp"

namespace harness {

class Watchdog {
public:
    explicit Watchdog(Stage& stage) noexcept : stage_(stage) {}

    // Asleep until the limit would be over, if nothing moved until then.
    void watch() const {
        const auto most_silence = scaled(silence_limit);
        const auto end = Clock::now() + scaled(whole_limit);
        for (;;) {
            const auto last = stage_.watch().last_progress();
            const auto now = Clock::now();
            if (now >= end || now - last >= most_silence) stage_.is_stuck(now - last);
            std::this_thread::sleep_until(std::min(end, last + most_silence));
        }
    }

private:
    Stage& stage_;
};

void start_watchdog(Stage& stage) {
    std::thread{[&stage] {
        const HarnessThread mark;
        Watchdog{stage}.watch();
    }}.detach();
}

}  // namespace harness
