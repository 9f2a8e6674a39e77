#include "harness/watchdog.hpp"

#include <thread>

#include "harness/fair_time.hpp"
#include "harness/options.hpp"
#include "harness/patience.hpp"
#include "harness/platform.hpp"
#include "harness/thread.hpp"

namespace harness {

namespace {

// Rarely enough that an ordinary hang comes to its end without one.
constexpr std::chrono::seconds time_between_signs_of_life{3};

}  // namespace

class Watchdog {
public:
    explicit Watchdog(Stage& stage) noexcept : stage_(stage), patience_(options().time_scale) {}

    [[noreturn]] void watch() {
        for (;;) {
            std::this_thread::sleep_for(time_between_looks);
            const Look look = take_a_look();
            add_to_fair_time(usable(look));
            const Hang hang = patience_.after(look);
            if (hang == Hang::none && options().is_judged) tell_that_it_lives();
            if (hang != Hang::none && !options().debug && !ends_) end_it(hang);
        }
    }

private:
    Look take_a_look() {
        const Seen now = see();
        Look look;
        look.elapsed = now.when - before_.when;
        look.processor = now.processor - before_.processor;
        look.one_runs = platform::another_thread_runs();
        look.calls = now.moves.calls != before_.moves.calls;
        if (now.moves.by_your_code != before_.moves.by_your_code) look.moved = Moved::your_code;
        if (now.moves.by_the_script != before_.moves.by_the_script) look.moved = Moved::the_script;
        before_ = now;
        return look;
    }

    // Once in a while, for the runner, which would end the check otherwise.
    void tell_that_it_lives() {
        if (before_.when - told_ < scaled(time_between_signs_of_life)) return;
        told_ = before_.when;
        harness::tell_that_it_lives(
            std::chrono::duration_cast<std::chrono::seconds>(before_.when - began_));
    }

    // On a thread of its own, since whoever looks for the cause may need the fair time.
    void end_it(Hang hang) {
        ends_ = true;
        const auto lived = before_.when - began_;
        std::thread{[&stage = stage_, hang, lived] {
            const HarnessThread mark;
            stage.hangs(hang, lived);
        }}.detach();
    }

    struct Seen {
        Clock::time_point when;
        std::chrono::nanoseconds processor;
        Moves moves;
    };
    [[nodiscard]] Seen see() const {
        return {Clock::now(), platform::processor_time_of_others(), stage_.watch().moves()};
    }

    Stage& stage_;
    Patience patience_;
    Seen before_ = see();
    const Clock::time_point began_ = before_.when;
    Clock::time_point told_ = began_;
    bool ends_ = false;
};

void start_watchdog(Stage& stage) {
    std::thread{[&stage] {
        const HarnessThread mark;
        Watchdog{stage}.watch();
    }}.detach();
}

}  // namespace harness
