// Lesson 02 on Windows: its program with lesson 01's, and with a server that a test plays itself.
#include <utility>

#include "windows/server.hpp"

using namespace tests;

TEST_CASE("lesson 02 sends what comes from the keyboard, shows what the server says, and ends") {
    Process server({program("lesson-01"), "--port", "0"});
    const std::string port = to_string(door_of(server).port);
    Process client({program("lesson-02"), "127.0.0.1", port});
    client.write("one\n");
    REQUIRE(client.hear("\none\n"));  // while the keyboard waits for more
    client.write("two\r\nthree without an end");
    client.close_input();
    CHECK(client.wait() == 0);
    CHECK(has(client.output(), "one\ntwo\nthree without an end"));
    CHECK(has(client.output(), "Connection closed by 127.0.0.1:" + port + ".\n"));
}

TEST_CASE("lesson 02 shows what the server says while nobody types, and Ctrl-C ends it cleanly") {
    auto door = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    Process client({program("lesson-02"), "127.0.0.1", to_string(door.local_endpoint().port)});
    auto server = std::move(door.accept(patience()).stream);
    server.send_all("login: ");
    REQUIRE(client.hear("login: "));
    client.interrupt();
    CHECK(client.wait() == 0);
}
