// Lesson 05 on Windows: its conflicts, and who has a port. What its text says of Winsock's options
// is tested in tests/windows/winsock_test.cpp, without this library.

#include "free_port.hpp"
#include "windows/server.hpp"
#include "wine.hpp"

using namespace loopback;
using namespace tests;

namespace {

const std::string lesson = program("lesson-05");

}  // namespace

TEST_CASE("the second listener of lesson 05 is refused at the same door, and over all of them") {
    Process two({lesson, "--port", "0", "two"});
    CHECK(two.wait() == 0);
    CHECK(has(two.output(), "address_in_use"));
    CHECK(has(two.output(), " already has an owner."));
    CHECK(has(two.output(), "Another address is another door."));
    Process wildcard({lesson, "--port", "0", "--trace", "wildcard"});
    CHECK(wildcard.wait() == 0);
    CHECK(has(wildcard.output(), "the second takes 0.0.0.0:"));
    CHECK_FALSE(has(wildcard.output(), "listen on 0.0.0.0"));
}

TEST_CASE("Windows asks for no privilege, and an address that is not ours cannot be had") {
    Process privilege({lesson, "privilege"});
    CHECK(privilege.wait() == 0);
    CHECK(has(privilege.output(), "This system asks for no privilege for port 80."));
    Process not_ours({lesson, "not-ours"});
    CHECK(not_ours.wait() == 0);
    CHECK(has(not_ours.output(), "address_not_available"));
}

TEST_CASE("on Windows TIME_WAIT is in nobody's way") {
    Process time_wait({lesson, "time-wait"});
    CHECK(time_wait.wait() == 0);
    CHECK(has(time_wait.output(), "(SO_EXCLUSIVEADDRUSE)"));
    CHECK(has(time_wait.output(), "the server     sets it        sets it        done"));
    CHECK_FALSE(has(time_wait.output(), "address_in_use"));
}

TEST_CASE("lesson 05 finds who listens, and how to end it") {
    auto holder = TcpListener::bind({loopback_v4, 0});
    const std::string port = to_string(holder.local_endpoint().port);
    Process who({lesson, "who", port});
    CHECK(who.wait() == 0);
    CHECK(has(who.output(), "127.0.0.1:" + port + "  "));
    holder.close();
    Process nobody({lesson, "who", port});
    CHECK(nobody.wait() == 0);
    CHECK(has(nobody.output(), "Nobody listens on port " + port + "."));
    if (wine_lacks("owners")) return;
    CHECK(has(who.output(), "or taskkill /PID " + std::to_string(::GetCurrentProcessId())));
}

TEST_CASE("the raw program of lesson 05 tells in use from free") {
    const std::string name = program("raw-05");
    auto taken = TcpListener::bind({loopback_v4, 0});
    const std::string port = to_string(taken.local_endpoint().port);
    Process asks_for_a_taken_one({name, port});
    CHECK(asks_for_a_taken_one.wait() == 1);
    CHECK(asks_for_a_taken_one.output() == "in use: somebody has it\n");
    taken.close();
    Process asks_for_a_free_one({name, to_string(free_port())});
    CHECK(asks_for_a_free_one.wait() == 0);
    CHECK(asks_for_a_free_one.output() == "free\n");
}
