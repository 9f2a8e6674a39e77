// The raw Winsock programs that the lessons quote do what the texts say.
#include <doctest/doctest.h>

#include <array>
#include <string>

#include "free_port.hpp"
#include "process.hpp"

using namespace tests;

TEST_CASE("the raw server of lesson 01 echoes to one client after the other") {
    const loopback::Port port = free_port();
    Process server({std::string(BIN_FOLDER) + "/docs/01-echo-server-raw_winsock.exe",
                    to_string(port)});
    REQUIRE(server.hear("Listening"));
    for (const std::string& message : {std::string("hello\n"), std::string("a\0b", 3)}) {
        auto client = loopback::TcpStream::connect({loopback::loopback_v4, port}, patience());
        client.send_all(message);
        client.shutdown_send();
        std::string answer;
        std::array<char, 64> buffer;
        while (auto received = client.recv(buffer, patience())) answer += received;
        CHECK(answer == message);
    }
}

TEST_CASE("the raw program of lesson 05 tells in use from free") {
    const std::string name = std::string(BIN_FOLDER) + "/docs/05-port-conflicts-raw_winsock.exe";
    auto taken = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    const std::string port = to_string(taken.local_endpoint().port);
    Process asks_for_a_taken_one({name, port});
    CHECK(asks_for_a_taken_one.wait() == 1);
    CHECK(asks_for_a_taken_one.output() == "in use: somebody has it\n");
    taken.close();
    Process asks_for_a_free_one({name, to_string(free_port())});
    CHECK(asks_for_a_free_one.wait() == 0);
    CHECK(asks_for_a_free_one.output() == "free\n");
}

TEST_CASE("the library in fifteen lines says hello") {
    Process hello({std::string(BIN_FOLDER) + "/docs/readme-hello.exe"});
    CHECK(hello.wait() == 0);
    CHECK(hello.output().starts_with("127.0.0.1:"));
    CHECK(hello.output().find(": hello") != std::string::npos);
}
