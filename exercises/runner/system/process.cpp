#include "system/process.hpp"

#include <algorithm>
#include <system_error>

namespace runner {
namespace {

using platform::Child;
using platform::Clock;

Finished run_child(Child& child, const Limits& limits,
                   const std::function<void(const Finished&)>& on_news) {
    using namespace std::chrono_literals;
    const auto slice = limits.stop.stop_possible() ? 20ms : 100ms;
    const bool in_slices = on_news || limits.stop.stop_possible();
    const auto deadline = limits.time ? Clock::now() + *limits.time : Clock::time_point::max();
    Finished result;
    std::string chunk;
    for (;;) {
        if (limits.stop.stop_requested()) {
            result.end = End::canceled;
            return result;
        }
        const auto until = in_slices ? std::min(deadline, Clock::now() + slice) : deadline;
        const Child::Event event = child.wait(until, chunk);
        if (event == Child::Event::ended) break;
        if (event == Child::Event::output) result.output += chunk;
        if (event == Child::Event::records) result.records += chunk;
        if (result.output.size() > limits.output || result.records.size() > limits.output) {
            result.end = End::too_much_output;
            return result;
        }
        if (event == Child::Event::nothing && Clock::now() >= deadline) {
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
