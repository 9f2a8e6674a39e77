// What lesson 03 must outlive: every call of its solution and of its program fails in every way.

#include "torture/torture.hpp"

#include "exercise.hpp"

namespace torture {
namespace {

void claiming(Run& run) {
    const Claimed claimed = claim_free();
    run.say(claimed.listener.local_endpoint().port == claimed.port ? "ours" : "not ours");
}

const Scenes scenes{[]() -> std::vector<Scenario> {
    return {{"the solution", claiming, true},
            program("the program", {"--port", "0", "--sample", "3"})};
}};

}  // namespace
}  // namespace torture
