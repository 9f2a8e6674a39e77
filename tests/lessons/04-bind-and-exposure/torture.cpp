// What lesson 04 must outlive: every call of its solution and of its program fails in every way.

#include "torture/torture.hpp"

#include "exercise.hpp"

namespace torture {
namespace {

void doors(Run& run) {
    const TcpListener one = open_private(0);
    const TcpListener other = open_at({loopback_v4, 0}, Exposure::loopback_only);
    run.say(one.local_endpoint() != other.local_endpoint() ? "two doors" : "one door");
}

const Scenes scenes{[]() -> std::vector<Scenario> {
    return {{"the solution", doors, true}, program("the program", {"--port", "0"})};
}};

}  // namespace
}  // namespace torture
