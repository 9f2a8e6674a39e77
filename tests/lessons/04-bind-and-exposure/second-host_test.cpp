// second-host.sh: what it shows is what the text says, and nothing of it is left behind.

#include "left_out.hpp"
#include "network.hpp"

using namespace tests;

namespace {

Command second_host() {
    const std::string script =
        folder_from("LOOPBACK_ROOT") + "/lessons/04-bind-and-exposure/second-host.sh";
    return {{"sh", script}};
}

// Ends this test as skipped if the script could not do its work here.
void skip_like(const std::string& output) {
    std::cout << output << std::flush;
    std::exit(77);
}

}  // namespace

TEST_CASE("second-host.sh shows what the text says") {
    Process script(second_host());
    const int status = script.wait().status;
    if (status == 77) skip_like(script.output());
    CHECK(status == 0);
    std::string block = block_of_the_text("$ sh lessons/04-bind-and-exposure/second-host.sh");
    if (has(script.output(), "Not shown: ")) {
        tests::left_out("the kernel's settings cannot be written here");
        block.resize(block.find("By force: "));
        CHECK(script.output().starts_with(block));
    } else {
        CHECK(script.output() == block);
    }
}

TEST_CASE("second-host.sh leaves nothing behind when it is killed") {
    Process script(second_host());
    if (!script.hear("Two hosts with a cable")) {
        if (script.wait().status == 77) skip_like(script.output());
        FAIL(script.output());
    }
    script.send_signal(SIGKILL);
    // Its processes hold the other end of its output: that this ends, before its own work would
    // and without being ended for it, shows that none of them is left.
    CHECK(script.wait().status == 128 + SIGKILL);
    CHECK_FALSE(has(script.output(), "Its route_localnet is set:"));
}
