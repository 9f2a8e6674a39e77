// Lesson 05 on Windows: its conflicts, and who has a port. What its text says of Winsock's options
// is tested in winsock_test.cpp, without this library.
#include <doctest/doctest.h>

#include <string>

#include "loopback/tcp.hpp"
#include "process.hpp"
#include "wine.hpp"

using namespace loopback;
using namespace tests;

namespace {

const std::string lesson = std::string(BIN_FOLDER) + "/lesson-05.exe";

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

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
