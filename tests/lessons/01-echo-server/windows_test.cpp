// Lesson 01 on Windows: its program as a process, and the raw one.
#include "free_port.hpp"
#include "windows/server.hpp"

using namespace tests;

TEST_CASE("lesson 01 serves one client after the other, and Ctrl-C ends it cleanly") {
    Process server({program("lesson-01"), "--port", "0"});
    const auto where = door_of(server);
    CHECK(echo_of("hello\n", where) == "hello\n");
    CHECK(echo_of(std::string_view("a\0b\x1a\r\n", 6), where) ==
          std::string_view("a\0b\x1a\r\n", 6));
    server.interrupt();
    CHECK(server.wait() == 0);
    CHECK(has(server.output(), "Clients served: 2\n"));
}

TEST_CASE("Ctrl-C during a conversation ends lesson 01 as well") {
    Process server({program("lesson-01"), "--port", "0"});
    auto client = loopback::TcpStream::connect(door_of(server), patience());
    client.send_all("hello");
    std::array<char, 5> answer;
    client.recv_exactly(answer, patience());
    server.interrupt();
    CHECK(server.wait() == 0);
}

TEST_CASE("what lesson 01 writes to its console is read as UTF-8") {
    Process server({program("lesson-01"), "--port", "0"});
    (void)door_of(server);
    CHECK(server.console_code_page() == CP_UTF8);
}

TEST_CASE("lesson 01 says what to do about a port that is taken") {
    auto holder = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    const std::string port = to_string(holder.local_endpoint().port);
    Process server({program("lesson-01"), "--port", port});
    CHECK(server.wait() == 1);
    CHECK(has(server.output(), "bind 127.0.0.1:" + port + ": Address already in use"));
    CHECK(has(server.output(), "netstat -ano -p tcp | findstr :" + port));
}

TEST_CASE("the raw server of lesson 01 echoes to one client after the other") {
    const loopback::Port port = free_port();
    Process server({program("raw-01"), to_string(port)});
    REQUIRE(server.hear("Listening"));
    for (const std::string& message : {std::string("hello\n"), std::string("a\0b", 3)}) {
        CHECK(echo_of(message, {loopback::loopback_v4, port}) == message);
    }
}
