// The raw server does what lesson 01's text says.

#include "free_port.hpp"
#include "server.hpp"

using namespace tests;
using namespace std::string_view_literals;

TEST_CASE("the raw server echoes to one client after the other") {
    const loopback::Port port = free_port();
    Process server({{raw_program(), to_string(port)}});
    REQUIRE(server.hear("Listening\n"));
    for (const std::string_view message : {"hello\n"sv, "a\0b"sv}) {
        CHECK(echo_of(message, {loopback::loopback_v4, port}) == message);
    }
}
