// Lesson 02's program as a process: with lesson 01, on a pipe and on a terminal, and with servers
// that behave badly.

#include "client.hpp"

#include <sys/socket.h>

#include <thread>

#include "loopback/poll.hpp"

#if defined(__linux__)
#include <fcntl.h>
#include <sys/epoll.h>
#endif

using namespace loopback;
using namespace tests;

TEST_CASE("it talks with lesson 01 through a pipe, and ends when both have finished") {
    EchoServer server;
    Client client(server.port());
    client.write("one\ntwo\nthree without an end");
    client.close_input();
    CHECK(client.wait().status == 0);
    CHECK(has(client.output(), "Connected to " + to_string(server.endpoint()) + ".\n"));
    CHECK(has(client.output(), "one\ntwo\nthree without an end"));
    CHECK(has(client.output(), "Connection closed by " + to_string(server.endpoint()) + ".\n"));
    REQUIRE(server.hear("left, bytes echoed: 30\n"));  // each \n is two bytes on the wire
}

TEST_CASE(
    "regression 33: it meets lesson 01's server as both are shipped, by name and by address") {
    EchoServer server;
    for (const char* how :
         {"exec \"$CLIENT\" localhost $PORT", "LOOPBACK_PORT=$PORT exec \"$CLIENT\"",
          "exec \"$CLIENT\" --port $PORT", "exec \"$CLIENT\" 127.0.0.1 --port=$PORT"}) {
        Client client(server.port(), Streams::pipes, how);
        client.write("hello\n");
        client.close_input();
        CHECK(client.wait().status == 0);
        CHECK_MESSAGE(has(client.output(), "\nhello\n"), how, client.output());
    }
}

TEST_CASE("only what the server says goes to standard output") {
    EchoServer server;
    Client client(server.port(), Streams::pipes,
                  "printf 'a\\377b\\n' | \"$CLIENT\" 127.0.0.1 $PORT 2>/dev/null");
    CHECK(client.wait().status == 0);
    CHECK(client.output() ==
          "a\xff"
          "b\n");
}

TEST_CASE("it shows what the server says while nobody types, a prompt without a line end too") {
    Door door;
    Client client(door.port());
    TcpStream server = door.accepts();
    server.send_all("welcome\r\n");
    REQUIRE(client.hear("welcome\n"));
    server.send_all("login: ");
    REQUIRE(client.hear("login: "));
    client.write("me\n");
    CHECK(next(server, 4) == "me\r\n");
    server.close();
    CHECK(client.wait().status == 0);  // though the keyboard is still there
    CHECK(has(client.output(), "Connection closed by 127.0.0.1:"));
}

TEST_CASE("the end of the input half-closes, and what comes back is still shown") {
    Door door;
    Client client(door.port());
    TcpStream server = door.accepts();
    client.write("how many?\n");
    client.close_input();
    CHECK(rest_of(server) == "how many?\r\n");
    server.send_all("as ");
    REQUIRE(client.hear("as "));
    server.send_all("many as you like\n");
    server.close();
    CHECK(client.wait().status == 0);
    CHECK(has(client.output(), "as many as you like\n"));
}

TEST_CASE("lines end with CR LF on the wire, and a byte 255 is sent twice") {
    Door door;
    Client client(door.port());
    TcpStream server = door.accepts();
    client.write(
        "a\xff"
        "b\nc\rd\r\n\n");
    client.close_input();
    CHECK(rest_of(server) ==
          "a\xff\xff"
          "b\r\nc\r\0d\r\n\r\n"s);
}

TEST_CASE(
    "options are refused once each, wherever the bytes are cut, and refusals are not answered") {
    Door door;
    Client client(door.port());
    TcpStream server = door.accepts();
    server.send_all("A\xff");
    REQUIRE(client.hear("A"));  // so the rest comes by another recv
    server.send_all("\xfd");
    server.send_all(
        "\x18"
        "B");
    REQUIRE(client.hear("B"));
    CHECK(next(server, 3) == "\xff\xfc\x18");
    server.send_all(
        "\xff\xfe\x18\xff\xfc\x01"
        "C\xff\xfa\x18hid\xff");
    REQUIRE(client.hear("C"));
    server.send_all(
        "\xff"
        "den\xff\xf0"
        "D\xff\xfb\x01");
    REQUIRE(client.hear("D"));
    CHECK(next(server, 3) == "\xff\xfe\x01");
    client.close_input();
    CHECK(rest_of(server).empty());
    server.close();
    CHECK(client.wait().status == 0);
    CHECK(has(client.output(), "ABCD"));
}

TEST_CASE("telnet's Synch: an urgent byte stays in its place, and the command after it is whole") {
    Door door;
    Client client(door.port());
    TcpStream server = door.accepts();
    server.send_all("before\xff"s, patience());
    CHECK(::send(server.native_handle(), "\xf2", 1, MSG_OOB) == 1);  // DM, as telnetd sends it
    server.send_all(
        "\xff\xfd\x18"
        "after\n"s,
        patience());
    CHECK(next(server, 3) == "\xff\xfc\x18"s);  // DO TTYPE is heard, and refused
    REQUIRE(client.hear("after\n"));
    CHECK(has(client.output(), "beforeafter\n"));
    CHECK_FALSE(has(client.output(), "\xf2"));
}

TEST_CASE("a data byte 255, CR LF and CR NUL are shown as what they mean") {
    Door door;
    Client client(door.port());
    TcpStream server = door.accepts();
    server.send_all(
        "a\xff\xff"
        "b\r\nc\r\0d\n"s);
    server.close();
    CHECK(client.wait().status == 0);
    CHECK(has(client.output(),
              "a\xff"
              "b\nc\rd\n"));
}

TEST_CASE("three megabytes go to the echo server and come back: neither side waits for the other") {
    EchoServer server;
    for (const char* what : {"yes 'a line of text'", "tr '\\0' x </dev/zero"}) {
        Client client(server.port(), Streams::pipes,
                      what + " | head -c 3000000 | \"$CLIENT\" 127.0.0.1 $PORT 2>/dev/null "s +
                          "| cksum; " + what + " | head -c 3000000 | cksum");
        CHECK(client.wait().status == 0);
        const std::string& sums = client.output();
        const std::size_t half = sums.size() / 2;
        CHECK_MESSAGE(sums.substr(0, half) == sums.substr(half), sums);
        CHECK(has(sums, " 3000000"));
    }
}

TEST_CASE("a hundred thousand wishes get a hundred thousand refusals") {
    constexpr std::size_t wishes = 100'000;
    Door door;
    Client client(door.port());
    TcpStream server = door.accepts();
    std::string flood;
    for (std::size_t i = 0; i < wishes; ++i) flood += "\xff\xfd\x18";
    std::thread sender{[&] { server.send_all(flood, patience()); }};
    const std::string answers = next(server, 3 * wishes);
    sender.join();
    CHECK(times(answers, "\xff\xfc\x18") == wishes);
}

TEST_CASE("a server that asks and never reads is not heard for ever: its own sending stops") {
    Door door;
    Client client(door.port());
    TcpStream server = door.accepts();
    server.set_nonblocking(true);
    Poller poller;
    poller.add(server, Interest::send, 0);
    std::array<Ready, 1> room;
    std::string flood;
    for (int i = 0; i < 20'000; ++i) flood += "\xff\xfd\x18";
    std::size_t sent = 0;
    constexpr std::size_t enough = 200'000'000;  // far more than the kernel's buffers hold
    while (sent < enough && !poller.wait(room, std::chrono::milliseconds{300}).empty()) {
        std::error_code error;
        sent += server.send(flood, error);
        REQUIRE((!error || error == std::errc::operation_would_block));
    }
    CHECK(sent < enough);
}

TEST_CASE("a reset in the middle of an answer is told, exit status 1") {
    Door door;
    Client client(door.port());
    TcpStream server = door.accepts();
    server.send_all("half an ans");
    REQUIRE(client.hear("half an ans"));
    server.reset();
    CHECK(client.wait().status == 1);
    CHECK(has(client.output(), "Failed: recv to 127.0.0.1:"));
    CHECK(has(client.output(), "reset"));
}

TEST_CASE("it sleeps while nothing happens") {
    Door door;
    Client client(door.port(), Streams::pipes, "exec \"$CLIENT\" --trace 127.0.0.1 $PORT");
    TcpStream server = door.accepts();
    for (const char* line : {"one\n", "two\n", "three\n"}) {
        client.write(line);
        server.send_all(line);
        REQUIRE(client.hear(std::string("\n") + line));
    }
    client.close_input();
    (void)rest_of(server);
    server.close();
    CHECK(client.wait().status == 0);
    CHECK(times(client.output(), "wait until ready") < 20);
}

TEST_CASE("refused where nobody listens: what happened and what to do next, exit status 1") {
    Port port;
    {
        Door door;
        port = door.port();
    }
    Client client(port);
    CHECK(client.wait().status == 1);
    CHECK(has(client.output(), "Connection refused"));
    CHECK(has(client.output(), "Next:"));
}

TEST_CASE("Connected proves that somebody listens, and nothing about accept") {
    Door door;  // which accepts nobody
    Client client(door.port());
    REQUIRE(client.hear("Connected to 127.0.0.1:"));
}

TEST_CASE("wrong usage is told, exit status 2; --help is not wrong") {
    Door door;
    for (const char* words : {"127.0.0.1 80x", "127.0.0.1 65536", "a 1 b", "--nonsense"}) {
        Client client(door.port(), Streams::pipes, "exec \"$CLIENT\" "s + words);
        CHECK_MESSAGE(client.wait().status == 2, words);
    }
    Client client(door.port(), Streams::pipes, "exec \"$CLIENT\" 127.0.0.1 80x");
    (void)client.wait();
    CHECK(has(client.output(), "\"80x\" is not a port"));
    Client help(door.port(), Streams::pipes, "exec \"$CLIENT\" --help");
    CHECK(help.wait().status == 0);
    CHECK(has(help.output(), "Usage: lesson-02 [--port N] [--trace] [HOST] [PORT]"));
}

TEST_CASE("on a terminal Ctrl-] leads to the prompt: status tells, Enter goes on, quit ends") {
    EchoServer server;
    Client client(server.port(), Streams::terminal);
    REQUIRE(client.hear("(quit, status).\n"));
    client.write("hello\n");
    REQUIRE(client.hear("hello\nhello\n"));
    client.write("\x1d");
    REQUIRE(client.hear("telnet> "));
    client.write("status\n");
    REQUIRE(client.hear("Bytes sent: 7, received: 7. Options refused: 0.\n"));
    CHECK(has(client.output(), "Connected to " + to_string(server.endpoint()) + " from "));

    std::size_t before = client.output().size();
    client.write("\x1d");
    REQUIRE(client.hear("telnet> ", before));
    client.write("nonsense\n");
    REQUIRE(client.hear("There are two commands: quit, status.", before));

    before = client.output().size();
    client.write("\x1d");
    REQUIRE(client.hear("telnet> ", before));
    client.write("\nand on\n");
    REQUIRE(client.hear("and on\nand on\n", before));

    before = client.output().size();
    client.write("\x1d");
    REQUIRE(client.hear("telnet> ", before));
    client.write("quit\n");
    CHECK(client.wait().status == 0);
    CHECK(client.output().ends_with("Connection closed.\n"));
}

TEST_CASE("on a terminal Ctrl-D is the end of the input") {
    EchoServer server;
    Client client(server.port(), Streams::terminal);
    REQUIRE(client.hear("(quit, status).\n"));
    client.write("\x04");
    CHECK(client.wait().status == 0);
    CHECK(has(client.output(), "Connection closed by 127.0.0.1:"));
}

TEST_CASE("through a pipe, Ctrl-] is a byte like any other") {
    EchoServer server;
    Client client(server.port());
    client.write("a\x1d\nquit\n");
    client.close_input();
    CHECK(client.wait().status == 0);
    CHECK(has(client.output(), "a\x1d\nquit\n"));
}

TEST_CASE("Ctrl-C and SIGTERM end it with status 0") {
    EchoServer server;
    {
        Client client(server.port(), Streams::terminal);
        REQUIRE(client.hear("(quit, status).\n"));
        client.write("\x03");
        CHECK(client.wait().status == 0);
    }
    Client client(server.port());
    REQUIRE(client.hear("Connected to "));
    client.write("hello\n");
    REQUIRE(client.hear("hello\n"));
    client.send_signal(SIGTERM);
    CHECK(client.wait().status == 0);
}

#if defined(__linux__)
TEST_CASE("on a terminal Ctrl-C leaves the shell's prompt a line of its own") {
    const EchoServer server;
    Client client(server.port(), Streams::terminal,
                  "trap : INT; \"$CLIENT\" 127.0.0.1 $PORT; printf 'prompt> '");
    REQUIRE(client.hear("Ctrl-] leads to the prompt"));
    client.write("\x03");
    REQUIRE(client.hear("prompt> "));
    CHECK_MESSAGE(has(client.output(), "^C\nprompt> "), client.output());
}

TEST_CASE("epoll takes no regular file, and yet a file may be the keyboard") {
    const int file =
        ::open((folder_from("LOOPBACK_ROOT") + "/LICENSE").c_str(), O_RDONLY | O_CLOEXEC);
    const int set = ::epoll_create1(EPOLL_CLOEXEC);
    REQUIRE(file >= 0);
    epoll_event event{};
    event.events = EPOLLIN;
    CHECK(::epoll_ctl(set, EPOLL_CTL_ADD, file, &event) == -1);
    CHECK(errno == EPERM);
    ::close(set);
    ::close(file);

    EchoServer server;
    Client client(server.port(), Streams::pipes,
                  "\"$CLIENT\" 127.0.0.1 $PORT <\"$LOOPBACK_ROOT/LICENSE\" 2>/dev/null "
                  "| cmp - \"$LOOPBACK_ROOT/LICENSE\"");
    CHECK(client.wait().status == 0);
    CHECK(client.output().empty());
}
#endif
