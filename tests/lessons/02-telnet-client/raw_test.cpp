// The raw client does what lesson 02's text says.

#include "client.hpp"

using namespace tests;

TEST_CASE(
    "the raw client waits for keyboard and server at once, and ends when both have finished") {
    Door door;
    Process client({{raw_program(), to_string(door.port())}});
    loopback::TcpStream server = door.accepts();
    server.send_all("welcome\n");
    REQUIRE(client.hear("welcome\n"));
    client.write("hello\n");
    CHECK(next(server, 6) == "hello\n");
    client.close_input();
    CHECK(rest_of(server).empty());
    server.send_all("bye\n");
    server.close();
    CHECK(client.wait().status == 0);
    CHECK(client.output() == "welcome\nbye\n");
}
