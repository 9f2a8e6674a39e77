#include "support.hpp"

TEST_CASE("options make a round trip in the types that they have") {
    auto [client, server] = connected_pair();
    if (!wine_lacks("keep-alive-times")) {
        set_option(client, keep_alive_idle, 60s);
        set_option(client, keep_alive_interval, 2min);
        set_option(client, keep_alive_count, 3);
        CHECK(get_option(client, keep_alive_idle) == 60s);
        CHECK(get_option(client, keep_alive_interval) == 120s);
        CHECK(get_option(client, keep_alive_count) == 3);
    }
    set_option(client, time_to_live, 7);
    CHECK(get_option(client, time_to_live) == 7);
    auto socket = UdpSocket::bind({loopback_v4, 0});
    CHECK_FALSE(get_option(socket, broadcast));
    set_option(socket, broadcast, true);
    CHECK(get_option(socket, broadcast));
    set_option(socket, broadcast, false);
    CHECK_FALSE(get_option(socket, broadcast));
    for (const IpAddress& address : loopbacks()) {
        if (address.family() == Family::ipv4) continue;
        auto v6 = UdpSocket::bind({address, 0});
        set_option(v6, hop_limit, 9);
        CHECK(get_option(v6, hop_limit) == 9);
    }
}

TEST_CASE("any option of the system can be asked for by its numbers") {
    auto [client, server] = connected_pair();
    CHECK(get_option(client, SocketOption<int>{SOL_SOCKET, SO_TYPE}) == SOCK_STREAM);
    CHECK_FALSE(get_option(client, SocketOption<bool>{IPPROTO_TCP, TCP_NODELAY}));
    client.set_no_delay(true);
    CHECK(get_option(client, SocketOption<bool>{IPPROTO_TCP, TCP_NODELAY}));
    linger value{};
    value.l_onoff = 1;
    value.l_linger = 5;
    set_option(client, SocketOption<linger>{SOL_SOCKET, SO_LINGER}, value);
    CHECK(client.linger_time() == 5s);
    CHECK(get_option(client, SocketOption<linger>{SOL_SOCKET, SO_LINGER}).l_linger == 5);
}

TEST_CASE("an option that the system refuses is an error of its own, at the line that asked") {
    auto [client, server] = connected_pair();
    const SocketOption<int> unknown{SOL_SOCKET, 99999};
    const auto set = failure_of([&, &client = client] { set_option(client, unknown, 1); });
    const unsigned line = __LINE__ - 1;
    CHECK(set.operation() == "set_option");
    CHECK(set.caller().line == line);
    const auto got = failure_of([&, &client = client] { (void)get_option(client, unknown); });
    CHECK(got.operation() == "get_option");
    std::error_code error;
    set_option(client, unknown, 1, error);
    CHECK(error == set.code());
    set_option(client, time_to_live, 9, error);
    CHECK_FALSE(error);
    CHECK(get_option(client, time_to_live) == 9);
    if (!on_windows) {
        CHECK(set.code() == std::errc::no_protocol_option);
        CHECK(got.code() == std::errc::no_protocol_option);
        // A time that is too long must not become one that is short.
        const auto tries = {std::chrono::seconds{(std::int64_t{1} << 32) + 60}, -1s};
        for (const std::chrono::seconds wrong : tries) {
            const auto refused =
                failure_of([&, &client = client] { set_option(client, keep_alive_idle, wrong); });
            CHECK(refused.code() == std::errc::invalid_argument);
        }
    }
    TcpStream closed;
    CHECK_THROWS_AS(set_option(closed, time_to_live, 1), SocketError);
    CHECK_THROWS_AS((void)bytes_available(closed), SocketError);
}

TEST_CASE("what has come can be counted before it is received") {
    auto [client, server] = connected_pair();
    CHECK(bytes_available(server) == 0);
    client.send_all("hello");
    std::array<char, 8> buffer;
    (void)server.peek(buffer, 20s);
    CHECK(bytes_available(server) == 5);
    (void)server.recv(std::span(buffer).first(2));
    CHECK(bytes_available(server) == 3);
    (void)server.recv(buffer);
    client.close();
    CHECK_FALSE(server.recv(buffer));
    CHECK(bytes_available(server) == 0);
    auto socket = UdpSocket::bind({loopback_v4, 0});
    socket.send_to("hello", socket.local_endpoint());
    CHECK(bytes_available(socket) >= 5);
}

TEST_CASE("an observer is told the names of options, by level") {
    struct Told : Observer {
        std::vector<std::string> words;
        void after(const Call& call) noexcept override { words.push_back(describe(call)); }
    };
    auto [client, server] = connected_pair();
    Told told;
    std::error_code error;
    set_option(client, keep_alive_idle, 60s, error);
    const std::string outcome = error ? error.message() : "done";
    {
        Observing observing{told};
        set_option(client, keep_alive_idle, 60s, error);
        set_option(client, time_to_live, 60);
        (void)get_option(client, SocketOption<int>{SOL_SOCKET, SO_BROADCAST});
        (void)bytes_available(client);
        client.set_no_delay(true);
        (void)get_option(client, SocketOption<int>{SOL_SOCKET, SO_TYPE});
    }
    const std::vector<std::string> expected{
        "set TCP_KEEPIDLE: " + outcome, "set IP_TTL: done",
        "ask for SO_BROADCAST: done",   "ask for FIONREAD: done",
        "set TCP_NODELAY: done",        "ask for option " + std::to_string(SO_TYPE) + ": done"};
    CHECK(told.words == expected);
}
