// What lesson 05 must outlive: every call of its solution and of its program fails in every way.

#include "torture/torture.hpp"

#include "exercise.hpp"

namespace torture {
namespace {

void conflicts(Run& run) {
    auto taken = TcpListener::bind({loopback_v4, 0});
    const Endpoint where = taken.local_endpoint();
    run.say(diagnose(where) == Diagnosis::in_use ? "in use" : "not in use");
    run.say(only_instance(where) ? "the only one" : "another one");
    const Opened opened = open_or_next(where, 50);
    run.say(opened.skipped.empty() ? "no port was skipped" : "a port was skipped");
    run.say(opened.listener.is_open() ? "open" : "closed");
}

const Scenes scenes{[]() -> std::vector<Scenario> {
    return {{"the solution", conflicts, true},
            // Its other scenes look through all processes, which takes long.
            program("the program, wildcard", {"wildcard", "--port", "0"}),
            program("the program, time-wait", {"time-wait", "--port", "0"})};
}};

}  // namespace
}  // namespace torture
