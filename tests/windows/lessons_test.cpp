// The lesson programs as processes on Windows: all that there are.
#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "loopback/tcp.hpp"
#include "process.hpp"
#include "wine.hpp"

using namespace tests;

namespace {

std::vector<std::string> lessons() {
    std::vector<std::string> programs;
    for (const auto& entry : std::filesystem::directory_iterator(BIN_FOLDER)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("lesson-") && name.ends_with(".exe")) {
            programs.push_back(entry.path().string());
        }
    }
    return programs;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Where lesson 01 says that it listens, once it has said all of its beginning.
loopback::Endpoint door_of(Process& server) {
    REQUIRE(server.hear("Ctrl-C ends this server.\n"));
    const std::string output = server.output();
    const std::string first = "Listening on ";
    REQUIRE(output.starts_with(first));
    return loopback::parse_endpoint(output.substr(first.size(), output.find('\n') - first.size()));
}

std::string echo_of(std::string_view message, const loopback::Endpoint& server) {
    auto stream = loopback::TcpStream::connect(server, patience());
    stream.send_all(message);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 64> buffer;
    while (auto received = stream.recv(buffer, patience())) answer += received;
    return answer;
}

}  // namespace

TEST_CASE("each lesson tells its flags, and refuses those that it does not know") {
    REQUIRE_FALSE(lessons().empty());
    for (const std::string& program : lessons()) {
        CAPTURE(program);
        Process help({program, "--help"});
        CHECK(help.wait() == 0);
        CHECK(has(help.output(), "Usage: lesson-"));
        Process wrong({program, "--no-such-flag"});
        CHECK(wrong.wait() == 2);
        CHECK(has(wrong.output(), "There is no flag \"--no-such-flag\"."));
    }
}

TEST_CASE("lesson 01 serves one client after the other, and Ctrl-C ends it cleanly") {
    Process server({std::string(BIN_FOLDER) + "/lesson-01.exe", "--port", "0"});
    const auto where = door_of(server);
    CHECK(echo_of("hello\n", where) == "hello\n");
    CHECK(echo_of(std::string_view("a\0b\x1a\r\n", 6), where) ==
          std::string_view("a\0b\x1a\r\n", 6));
    server.interrupt();
    CHECK(server.wait() == 0);
    CHECK(has(server.output(), "Clients served: 2\n"));
}

TEST_CASE("Ctrl-C during a conversation ends lesson 01 as well") {
    Process server({std::string(BIN_FOLDER) + "/lesson-01.exe", "--port", "0"});
    auto client = loopback::TcpStream::connect(door_of(server), patience());
    client.send_all("hello");
    std::array<char, 5> answer;
    client.recv_exactly(answer, patience());
    server.interrupt();
    CHECK(server.wait() == 0);
}

TEST_CASE("what lesson 01 writes to its console is read as UTF-8") {
    Process server({std::string(BIN_FOLDER) + "/lesson-01.exe", "--port", "0"});
    (void)door_of(server);
    CHECK(server.console_code_page() == CP_UTF8);
}

TEST_CASE("lesson 02 sends what comes from the keyboard, shows what the server says, and ends") {
    Process server({std::string(BIN_FOLDER) + "/lesson-01.exe", "--port", "0"});
    const std::string port = to_string(door_of(server).port);
    Process client({std::string(BIN_FOLDER) + "/lesson-02.exe", "127.0.0.1", port});
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
    Process client({std::string(BIN_FOLDER) + "/lesson-02.exe", "127.0.0.1",
                    to_string(door.local_endpoint().port)});
    auto server = std::move(door.accept(patience()).stream);
    server.send_all("login: ");
    REQUIRE(client.hear("login: "));
    client.interrupt();
    CHECK(client.wait() == 0);
}

TEST_CASE("lesson 01 says what to do about a port that is taken") {
    auto holder = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    const std::string port = to_string(holder.local_endpoint().port);
    Process server({std::string(BIN_FOLDER) + "/lesson-01.exe", "--port", port});
    CHECK(server.wait() == 1);
    CHECK(has(server.output(), "bind 127.0.0.1:" + port + ": Address already in use"));
    CHECK(has(server.output(), "netstat -ano -p tcp | findstr :" + port));
}
