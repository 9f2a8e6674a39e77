// Lesson 01's server and the real telnet, on a terminal as a person uses it.

#include "print.hpp"
#include "server.hpp"

using namespace tests;

TEST_CASE("telnet connects, gets its lines back and quits") {
    need_program("telnet");
    Server server;
    Shell telnet("exec telnet 127.0.0.1 $PORT", server.port(), Streams::terminal);
    REQUIRE(telnet.hear("Escape character is '^]'."));
    const std::size_t start = telnet.output().size();
    telnet.write("hello\n");
    REQUIRE(telnet.hear("hello\nhello\n", start));
    telnet.write("\x1d");
    REQUIRE(telnet.hear("telnet>", start));
    telnet.write("quit\n");
    CHECK(telnet.wait().status == 0);
    REQUIRE(server.hear("left, bytes echoed: 7\n"));  // telnet ends lines by \r\n
    CHECK(server.end() == 0);
}

TEST_CASE("telnet says Connected though the server serves somebody else") {
    need_program("telnet");
    Server server;
    auto first = loopback::TcpStream::connect(server.endpoint(), patience());
    REQUIRE(server.hear(" came\n"));
    Shell telnet("exec telnet 127.0.0.1 $PORT", server.port(), Streams::terminal);
    REQUIRE(telnet.hear("Connected to 127.0.0.1."));
    CHECK(server.output().find(" came\n") == server.output().rfind(" came\n"));
}

TEST_CASE("telnet is refused where nobody listens") {
    need_program("telnet");
    Server server;
    const auto port = server.port();
    CHECK(server.end() == 0);
    Shell telnet("exec telnet 127.0.0.1 $PORT", port, Streams::terminal);
    CHECK(telnet.wait().status == 1);
    CHECK(telnet.output().find("Connection refused") != std::string::npos);
}
