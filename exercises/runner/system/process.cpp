#include "system/process.hpp"

#include <algorithm>
#include <system_error>

namespace runner {
namespace {

using platform::Child;
using platform::Clock;

constexpr std::chrono::milliseconds between_looks{100};

/// The time since the last sign of life, without what this program could not look at: who is late
/// was not let run, and then the child may not have been let run either.
class Patience {
public:
    explicit Patience(const Limits& limits) : limit_(limits.time) {}

    void look() {
        const Clock::time_point now = Clock::now();
        const std::chrono::duration<double> elapsed = now - looked_;
        const std::chrono::duration<double> on_time = 2 * between_looks;
        looked_ = now;
        counted_ += elapsed <= on_time ? elapsed : on_time * (on_time / elapsed);
    }
    void sees_a_sign_of_life() { counted_ = {}; }

    [[nodiscard]] bool is_over() const {
        if (!limit_) return false;
        return counted_ >= *limit_ || looked_ - began_ >= *limit_ * longest_of_all;
    }

private:
    std::optional<std::chrono::milliseconds> limit_;
    std::chrono::duration<double> counted_{};
    const Clock::time_point began_ = Clock::now();
    Clock::time_point looked_ = began_;
};

Finished run_child(Child& child, const Limits& limits,
                   const std::function<void(const Finished&)>& on_news) {
    using namespace std::chrono_literals;
    const auto slice = limits.stop.stop_possible() ? 20ms : between_looks;
    const bool in_slices = on_news || limits.time || limits.stop.stop_possible();
    Patience patience{limits};
    Finished result;
    std::string chunk;
    for (;;) {
        if (limits.stop.stop_requested()) {
            result.end = End::canceled;
            return result;
        }
        const auto until = in_slices ? Clock::now() + slice : Clock::time_point::max();
        const Child::Event event = child.wait(until, chunk);
        if (event == Child::Event::ended) break;
        if (event == Child::Event::output) result.output += chunk;
        if (event == Child::Event::records) result.records += chunk;
        if (result.output.size() > limits.output || result.records.size() > limits.output) {
            result.end = End::too_much_output;
            return result;
        }
        patience.look();
        if (event == Child::Event::records) patience.sees_a_sign_of_life();
        if (event == Child::Event::nothing && patience.is_over()) {
            result.end = End::out_of_time;
            return result;
        }
        if (on_news) on_news(result);
    }
    result.end = child.ending().by_signal ? End::signaled : End::exited;
    result.code = child.ending().code;
    result.left_running = child.ending().left_running;
    return result;
}

}  // namespace

Finished run(const platform::Command& command, const Limits& limits,
             const std::function<void(const Finished&)>& on_news) {
    Finished none;
    if (limits.stop.stop_requested()) {
        none.end = End::canceled;
        return none;
    }
    try {
        Child child(command);
        return run_child(child, limits, on_news);  // what is left of it dies with `child`
    } catch (const std::system_error& error) {
        none.end = End::not_started;
        none.reason = error.code().message();
        return none;
    }
}

}  // namespace runner
