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

TEST_CASE("the library in fifteen lines says hello") {
    Process hello({std::string(BIN_FOLDER) + "/docs/readme-hello.exe"});
    CHECK(hello.wait() == 0);
    CHECK(hello.output().starts_with("127.0.0.1:"));
    CHECK(hello.output().find(": hello") != std::string::npos);
}
