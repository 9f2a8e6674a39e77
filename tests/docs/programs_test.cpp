// The programs that the texts quote do what the texts say.

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

#include "free_port.hpp"
#include "process.hpp"

using namespace tests;
using namespace std::string_view_literals;

namespace {

std::string program(const std::string& name) { return folder_from("PROGRAMS") + "/" + name; }

}  // namespace

TEST_CASE("the raw server of lesson 01 echoes to one client after the other") {
    const loopback::Port port = free_port();
    Process server({{program("01-echo-server-raw_posix"), to_string(port)}});
    REQUIRE(server.hear("Listening\n"));
    for (const std::string_view message : {"hello\n"sv, "a\0b"sv}) {
        auto client = loopback::TcpStream::connect({loopback::loopback_v4, port}, patience());
        client.send_all(message);
        client.shutdown_send();
        std::string answer;
        std::array<char, 64> buffer;
        while (auto received = client.recv(buffer, patience())) answer += received;
        CHECK(answer == message);
    }
}

TEST_CASE("the raw program of lesson 03 learns the port that the system chose") {
    Process program_03({{program("03-port-ranges-raw_posix")}});
    CHECK(program_03.wait().status == 0);
    CHECK(program_03.output().starts_with("The system chose port "));
    CHECK_FALSE(program_03.output().starts_with("The system chose port 0"));
}

TEST_CASE("the raw program of lesson 05 tells in use from free") {
    const auto taken = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    const std::string name = program("05-port-conflicts-raw_posix");
    Process asks_for_a_taken_one({{name, to_string(taken.local_endpoint().port)}});
    CHECK(asks_for_a_taken_one.wait().status == 1);
    CHECK(asks_for_a_taken_one.output() == "in use: somebody has it\n");
    Process asks_for_a_free_one({{name, to_string(free_port())}});
    CHECK(asks_for_a_free_one.wait().status == 0);
    CHECK(asks_for_a_free_one.output() == "free\n");
}

TEST_CASE("the raw program of lesson 04 opens private doors alone, and none for a typo") {
    const std::string raw = program("04-bind-and-exposure-raw_posix");
    Process door({{raw, "127.0.0.1"}});
    CHECK(door.wait().status == 0);
    CHECK(door.output() == "A door at 127.0.0.1, for this machine only\n");
    Process exposed({{raw, "0.0.0.0"}});
    CHECK(exposed.wait().status == 1);
    CHECK(exposed.output() == "The network could reach 0.0.0.0\n");
    Process typo({{raw, "127.0.0.l"}});
    CHECK(typo.wait().status == 1);
    CHECK(typo.output() == "\"127.0.0.l\" is no IPv4 address\n");
}

TEST_CASE("the library in fifteen lines says hello") {
    Process hello({{program("readme-hello")}});
    CHECK(hello.wait().status == 0);
    CHECK(hello.output().starts_with("127.0.0.1:"));
    CHECK(hello.output().ends_with(": hello\n"));
}
