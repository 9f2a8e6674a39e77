// Lesson 04 on Windows: its doors, its table, and what Winsock says of the facts in its text.

#include "loopback/listeners.hpp"
#include "windows/server.hpp"
#include "wine.hpp"

using namespace loopback;
using namespace tests;

namespace {

const std::string lesson = program("lesson-04");

}  // namespace

TEST_CASE("each private door of lesson 04 is found at its own address") {
    Process table({lesson, "--port", "0"});
    CHECK(table.wait() == 0);
    CHECK(has(table.output(), "knock at       127.0.0.1  127.0.0.2  ::1"));
    CHECK(has(table.output(), "127.0.0.1      open       -          -"));
    CHECK(has(table.output(), "127.0.0.2      -          open       -"));
    CHECK(has(table.output(), "::1            -          -          open"));
    CHECK(has(table.output(), "from outside   never      never      never"));
}

TEST_CASE("lesson 04 opens nothing to the network without --expose, and nothing for a typo") {
    for (const char* address : {"0.0.0.0", "::", "192.168.1.7"}) {
        CAPTURE(address);
        Process refused({lesson, "--port", "0", "open", address});
        CHECK(refused.wait() == 1);
        CHECK(has(refused.output(), "not a loopback address"));
    }
    Process typo({lesson, "--expose", "open", "127.0.0.l"});
    CHECK(typo.wait() == 2);
    CHECK(has(typo.output(), "\"127.0.0.l\": an IP address looks like"));
}

TEST_CASE("a door of lesson 04 tells each knock, and audit lists it as private") {
    Process door({lesson, "open", "127.0.0.1", "--port", "0"});
    REQUIRE(door.hear("closes this door."));
    const std::string first = "Listening on ";
    const std::string where =
        door.output().substr(first.size(), door.output().find_first_of("\r\n") - first.size());
    const std::string port = where.substr(where.find(':') + 1);
    Process knock({lesson, "knock", "127.0.0.1", "--port", port});
    CHECK(knock.wait() == 0);
    CHECK(has(knock.output(), where + " is open"));
    CHECK(door.hear(" knocked"));
    Process audit({lesson, "audit"});
    CHECK(audit.wait() == 0);
    CHECK(has(audit.output(), "this machine  tcp " + where + ' '));
}

TEST_CASE("a new IPv6 socket takes IPv6 alone") {
    const TcpListener starts_winsock = TcpListener::bind({loopback_v4, 0});
    const SOCKET raw = ::socket(AF_INET6, SOCK_STREAM, 0);
    REQUIRE(raw != INVALID_SOCKET);
    DWORD only_ipv6 = 2;
    int size = sizeof only_ipv6;
    CHECK(::getsockopt(raw, IPPROTO_IPV6, IPV6_V6ONLY, reinterpret_cast<char*>(&only_ipv6),
                       &size) == 0);
    CHECK(only_ipv6 == 1);
    ::closesocket(raw);
}

TEST_CASE("to connect to 0.0.0.0 fails: it is no place to go") {
    auto door = TcpListener::bind({loopback_v4, 0});
    std::error_code error;
    const auto client = TcpStream::connect({any_v4, door.local_endpoint().port}, error, patience());
    if (wine_lacks("no-unspecified-connect")) return;
    CHECK(error == std::errc::address_not_available);
}

TEST_CASE("Wine connects to 0.0.0.0, which Windows refuses") {
    if (!on_wine()) return;
    auto listener = TcpListener::bind({loopback_v4, 0});
    sockaddr_in nowhere{};
    nowhere.sin_family = AF_INET;
    nowhere.sin_port = htons(listener.local_endpoint().port.number());
    const SOCKET client = ::socket(AF_INET, SOCK_STREAM, 0);
    REQUIRE(client != INVALID_SOCKET);
    CHECK(::connect(client, reinterpret_cast<const sockaddr*>(&nowhere), sizeof nowhere) == 0);
    ::closesocket(client);
}
