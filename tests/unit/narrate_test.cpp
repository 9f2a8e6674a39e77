#include "support.hpp"

#include <cstdio>

namespace {

/// Remembers how each call is described.
class Describer : public Observer {
public:
    void after(const Call& call) noexcept override { lines.push_back(describe(call)); }
    std::vector<std::string> lines;
};

/// What was written to `file`, each line without the time at its end: " (12 us)".
std::vector<std::string> lines_of(std::FILE* file) {
    std::rewind(file);
    std::vector<std::string> lines;
    char line[500];
    while (std::fgets(line, sizeof line, file) != nullptr) {
        std::string text = line;
        const std::size_t time = text.rfind(" (");
        REQUIRE(time != text.npos);
        CHECK((text.ends_with(" us)\n") || text.ends_with(" ms)\n") || text.ends_with(" s)\n")));
        lines.push_back(text.substr(0, time));
    }
    return lines;
}

}  // namespace

TEST_CASE("bytes are quoted so that every one of them can be read") {
    using namespace std::string_view_literals;
    CHECK(quoted(""sv) == R"("")");
    CHECK(quoted("hello\n"sv) == R"("hello\n")");
    CHECK(quoted("a\0b\r\t\x7f\xff\"\\"sv) == R"("a\x00b\r\t\x7f\xff\"\\")");
    CHECK(quoted("12345"sv, 3) == R"("123"...)");
    CHECK(quoted("123"sv, 3) == R"("123")");
    CHECK(quoted(std::as_bytes(std::span("hi", 2))) == R"("hi")");
}

TEST_CASE("a time is told in the unit that suits it") {
    CHECK(detail::in_words(0ns) == "0 us");
    CHECK(detail::in_words(12'400ns) == "12 us");
    CHECK(detail::in_words(3'450us) == "3.5 ms");
    CHECK(detail::in_words(2'500ms) == "2.50 s");
}

TEST_CASE("the calls of TCP are told in words") {
    if (!on_linux) return;  // elsewhere other options are set, and more is waited for
    Describer told;
    Observing observing{told};
    auto listener = TcpListener::bind({loopback_v4, 0}, {.backlog = 5});
    const std::string door = to_string(listener.local_endpoint());
    auto client = TcpStream::connect(listener.local_endpoint());
    auto [server, peer] = listener.accept();
    const std::string guest = to_string(peer);
    client.send_all("hel\n");
    std::array<char, 64> buffer;
    server.recv(buffer);
    client.shutdown_send();
    server.recv(buffer);
    std::error_code error;
    (void)server.recv(buffer, error, 0ms);
    client.set_no_delay(true);
    (void)client.no_delay();
    (void)TcpListener::bind(listener.local_endpoint(), error);
    const std::vector<std::string> expected{
        "socket for TCP: done",
        "set SO_REUSEADDR: done",
        "bind 127.0.0.1:0: done",
        "listen on " + door + ", queue of 5: done",
        "getsockname: " + door,
        "getsockname: " + door,
        "socket for TCP: done",
        "connect to " + door + ": done",
        "getsockname: " + guest,
        "accept on " + door + ": a client from " + guest,
        "send 4 bytes \"hel\\n\" to " + door + ": 4 taken",
        "recv from " + guest + ": 4 bytes \"hel\\n\"",
        "shutdown toward " + door + ": done",
        "recv from " + guest + ": the end, the peer has finished sending",
        "recv from " + guest + ": the end, the peer has finished sending",
        "set TCP_NODELAY: done",
        "ask for TCP_NODELAY: done",
        "getsockname: " + door,
        "socket for TCP: done",
        "set SO_REUSEADDR: done",
        "bind " + door + ": Address already in use",
        "close: done",
    };
    CHECK(told.lines == expected);
}

TEST_CASE("the calls of UDP are told in words") {
    if (!on_linux) return;
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto client = UdpSocket::connect(server.local_endpoint());
    const std::string there = to_string(server.local_endpoint());
    const std::string here = to_string(client.local_endpoint());
    Describer told;
    Observing observing{told};
    client.send("x");
    std::array<char, 8> buffer;
    auto datagram = server.recv_from(buffer);
    server.send_to("", datagram.from);
    (void)client.recv_from(buffer);
    std::error_code error;
    (void)client.recv_from(buffer, error, 300ms);  // of which a busy machine may take a part
    REQUIRE(!told.lines.empty());
    const std::string waited = told.lines.back();
    told.lines.pop_back();
    CHECK(waited.starts_with("wait at most "));
    CHECK(waited.ends_with(" ms: time is up"));
    CHECK(told.lines == std::vector<std::string>{
                            "send 1 byte \"x\" to " + there + ": 1 taken",
                            "recv: 1 byte \"x\" from " + here,
                            "send 0 bytes \"\" to " + here + ": 0 taken",
                            "recv from " + there + ": 0 bytes \"\" from " + there,
                            "recv from " + there + ": Resource temporarily unavailable",
                        });
}

TEST_CASE("waiting and other modes are told in words") {
    Call call;
    call.operation = Operation::wait;
    call.argument = -1;
    call.result = 1;
    CHECK(describe(call) == "wait until ready: ready");
    call.argument = 250;
    call.result = 0;
    CHECK(describe(call) == "wait at most 250 ms: time is up");
    call.operation = Operation::set_mode;
    call.argument = 1;
    CHECK(describe(call) == "set non-blocking mode: done");
    call.argument = 0;
    CHECK(describe(call) == "set blocking mode: done");
    call.operation = Operation::socket;
    call.argument = SOCK_DGRAM;
    CHECK(describe(call) == "socket for UDP: done");
    call.operation = Operation::get_option;
    call.level = SOL_SOCKET;
    call.argument = SO_ERROR;
    CHECK(describe(call) == "ask for SO_ERROR: done");
    call.argument = 4711;
    CHECK(describe(call) == "ask for option 4711: done");
}

TEST_CASE("a failed look-up is told as a failure") {
    Describer told;
    Observing observing{told};
    std::error_code error;
    (void)resolve("no-such-host.invalid", 80, error);
    REQUIRE(told.lines.size() == 1);
    CHECK(told.lines[0] == "look up \"no-such-host.invalid\": " + error.message());
}

TEST_CASE("the Narrator writes a line a call, with label and time") {
    std::FILE* file = std::tmpfile();
    REQUIRE(file != nullptr);
    auto [client, server] = connected_pair();
    const std::string here = to_string(client.local_endpoint());
    const std::string there = to_string(client.peer_endpoint());
    {
        Narrator narrator{file, "[client] "};
        Observing observing{narrator};
        client.send_all("hello");
        client.close();
    }
    CHECK(lines_of(file) ==
          std::vector<std::string>{"[client] send 5 bytes \"hello\" to " + there + ": 5 taken",
                                   "[client] close " + here + " from " + there + ": done"});
    std::fclose(file);
}
