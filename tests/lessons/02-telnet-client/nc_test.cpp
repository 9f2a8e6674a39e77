// Lesson 02's client, and nc as the server (the OpenBSD one, which Debian, Ubuntu and Fedora have).

#include "client.hpp"
#include "free_port.hpp"

using namespace tests;

TEST_CASE("nc -l and the client talk both ways, and part") {
    need_program("nc");
    if (Shell("nc -h 2>&1 | grep -q '^.*usage: nc .*\\[-[^]]*N'").wait().status != 0) {
        std::cout << "SKIPPED: this nc has no flag -N (netcat-openbsd has)\n" << std::flush;
        std::exit(77);
    }
    const loopback::Port port = free_port();
    Shell nc("exec nc -N -lv 127.0.0.1 $PORT 2>&1", port);
    REQUIRE_MESSAGE(nc.hear("Listening on "), nc.output());
    Client client(port);
    nc.write("who is there?\n");  // the server speaks first
    REQUIRE(client.hear("who is there?\n"));
    client.write("hello\n");
    REQUIRE(nc.hear("hello\r\n"));
    nc.write("good bye\n");
    REQUIRE(client.hear("good bye\n"));
    nc.close_input();  // nc -N has finished sending then, and so has the server
    CHECK(client.wait().status == 0);
    CHECK(has(client.output(), "Connection closed by 127.0.0.1:"));
    CHECK(nc.wait().status == 0);
}
