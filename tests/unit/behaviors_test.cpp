#include "support.hpp"

#include <algorithm>

// What the standard libraries of other languages hold their sockets to, as far as no other test
// here does. Where the rest is:
//   bind and connect errors, double bind, dual stack    tcp_listener_test, tcp_stream_test
//   end of stream twice, partial reads, options         tcp_stream_test
//   limits of zero, huge, negative                      limits_test, timeout_test
//   interrupted calls, a storm of signals               faults_test, signals_posix_test
//   stop from a thread, from a handler                  stop_test, signals_posix_test
//   datagrams: empty, cut, refused                      udp_test

TEST_CASE("peek leaves what came for the next call, as often as it is asked") {
    for (const Timeout limit : {forever, Timeout(0ms), Timeout(10s)}) {
        auto [client, server] = connected_pair();
        client.send_all("hello");
        std::array<char, 8> buffer;
        CHECK(server.peek(std::span(buffer).first(2)) == "he");
        for (int i = 0; i < 3; ++i) CHECK(server.peek(buffer, limit) == "hello");
        CHECK(server.recv(std::span(buffer).first(4), limit) == "hell");
        CHECK(server.peek(buffer, limit) == "o");
        CHECK(server.recv(buffer, limit) == "o");
        client.shutdown_send();
        for (int i = 0; i < 3; ++i) CHECK_FALSE(server.peek(buffer));
        CHECK_FALSE(server.recv(buffer));
    }
}

TEST_CASE("peek waits, gives up, and tells errors as recv does") {
    auto [client, server] = connected_pair();
    std::array<char, 8> buffer;
    std::error_code error;
    (void)server.peek(buffer, error, 0ms);
    CHECK(error == std::errc::operation_would_block);
    const Stopwatch watch;
    (void)server.peek(buffer, error, 20ms);
    CHECK(error == std::errc::timed_out);
    CHECK(watch.milliseconds() >= 20);
    (void)server.peek(std::span<char>(), error);
    CHECK(error == std::errc::invalid_argument);
    const auto failure =
        failure_of([&, &server = server] { (void)server.peek(std::span<char>()); });
    CHECK(failure.operation() == "peek");
    {
        Gate gate;
        Observing observing{gate};
        Task writer([&, &client = client] {
            gate.wait_until_blocked_in(Operation::recv);
            client.send_all("late");
        });
        CHECK(server.peek(buffer) == "late");
    }
    CHECK(server.recv(buffer, error) == "late");
    CHECK(!error);
    client.reset();
    (void)server.peek(buffer, error);
    CHECK(error == std::errc::connection_reset);
}

TEST_CASE("stop wakes a blocked peek") {
    for (const Timeout limit : {forever, Timeout(20s)}) {
        auto pair = connected_pair();
        Gate gate;
        Observing observing{gate};
        std::error_code error;
        Task task([&] {
            std::array<char, 8> buffer;
            (void)pair.server.peek(buffer, error, limit);
        });
        CHECK(gate.wait_until_blocked_in(Operation::recv, 1, limit));
        pair.server.stop();
        task.join();
        CHECK(error == std::errc::operation_canceled);
    }
}

TEST_CASE("both sides finish sending, in either order, and each hears the other out") {
    for (const bool client_first : {true, false}) {
        auto [client, server] = connected_pair();
        TcpStream& early = client_first ? client : server;
        TcpStream& late = client_first ? server : client;
        early.send_all("first");
        early.shutdown_send();
        CHECK(read_all(late) == "first");
        late.send_all("second");
        late.shutdown_send();
        CHECK(read_all(early) == "second");
        std::error_code error;
        std::array<char, 8> buffer;
        for (TcpStream* one : {&early, &late}) {
            CHECK_FALSE(one->recv(buffer, error));  // and the end stays the end
            CHECK(!error);
            (void)one->send_all("more", error);
            CHECK(error == std::errc::broken_pipe);
        }
    }
}

TEST_CASE("who is told no sends no more, and may still be read from") {
    auto [client, server] = connected_pair();
    client.send_all("question");
    client.shutdown_send();
    client.shutdown_send();  // twice is as good as once
    CHECK(read_all(server) == "question");
    server.send_all("answer");
    server.close();
    CHECK(read_all(client) == "answer");
}

TEST_CASE("of a peer that is gone the endpoint is still known") {
    auto [client, server] = connected_pair();
    const Endpoint visitor = client.local_endpoint();
    CHECK(server.peer_endpoint() == visitor);
    client.reset();
    std::array<char, 8> buffer;
    const auto failure = failure_of([&, &server = server] { server.recv(buffer); });
    CHECK(failure.code() == std::errc::connection_reset);
    REQUIRE(failure.peer_endpoint() != nullptr);
    CHECK(*failure.peer_endpoint() == visitor);
    CHECK(server.peer_endpoint() == visitor);
}

TEST_CASE("a connect that cannot succeed says so, and leaves nothing open") {
    std::error_code error;
    const auto nobody = TcpStream::connect({loopback_v4, 0}, error, 10s);  // no port is number 0
    CHECK(error);
    CHECK_FALSE(nobody.is_open());
    const auto crowd = TcpStream::connect({IpAddress::v4(224, 0, 0, 1), 9}, error, 10s);
    CHECK(error);  // TCP has two ends, and no group
    CHECK_FALSE(crowd.is_open());
    CHECK_THROWS_AS((void)TcpStream::connect(std::vector<Endpoint>()), SocketError);
}

TEST_CASE("who knocks at a full queue gets in once there is room") {
    if (!on_linux)
        return;  // how long a queue is, and what happens then, is the kernel's own affair
    FullListener full;
    // The kernel drops the first knock, and knocks again after a second.
    TcpStream late;
    std::error_code error;
    Gate gate;
    {
        Observing observing{gate};
        Task knocking([&] { late = TcpStream::connect(full.endpoint, error, 30s); });
        CHECK(gate.wait_for(Operation::wait));
        for (int i = 0; i < 10; ++i) {
            std::error_code empty;
            (void)full.listener.accept(empty, 0ms);
        }
    }
    CHECK(!error);
    CHECK(late.is_open());
}

TEST_CASE("a full queue refuses nobody's accept, and every client in it is served in turn") {
    auto listener = TcpListener::bind({loopback_v4, 0}, ListenOptions{.backlog = 3});
    std::vector<TcpStream> clients;
    for (int i = 0; i < 3; ++i) clients.push_back(TcpStream::connect(listener.local_endpoint()));
    for (TcpStream& client : clients) {
        auto [server, peer] = listener.accept(10s);
        CHECK(peer == client.local_endpoint());
        server.send_all("served");
        server.shutdown_send();
        CHECK(read_all(client) == "served");
    }
}

TEST_CASE("across the families bytes go both ways") {
    if (loopbacks().size() < 2) return;
    // An IPv4 client at a dual-stack listener, and one that asks in IPv6's words for an IPv4
    // listener.
    auto dual = TcpListener::bind({any_v6, 0},
                                  {.exposure = expose_to_network, .dual_stack = DualStack::on});
    auto plain = TcpListener::bind({loopback_v4, 0});
    const Endpoint four{loopback_v4, dual.local_endpoint().port};
    const Endpoint mapped{parse_address("::ffff:127.0.0.1"), plain.local_endpoint().port};
    struct Way {
        TcpListener* listener;
        Endpoint door;
    };
    for (const Way& way : {Way{&dual, four}, Way{&plain, mapped}}) {
        CAPTURE(way.door);
        std::error_code error;
        auto client = TcpStream::connect(way.door, error, 10s);
        REQUIRE(!error);
        CHECK(client.peer_endpoint() == Endpoint{loopback_v4, way.door.port});
        auto [server, peer] = way.listener->accept(10s);
        CHECK(peer.port == client.local_endpoint().port);
        client.send_all("hello");
        std::array<char, 8> buffer;
        CHECK(server.recv(buffer) == "hello");
        server.send_all("and back");
        client.recv_exactly(buffer);
        CHECK(std::string_view(buffer.data(), 8) == "and back");
    }
}

TEST_CASE("several empty datagrams are as many, and one that is cut leaves the next one whole") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto client = UdpSocket::connect(server.local_endpoint());
    for (const char* text : {"", "", "longer than the buffer", "", "four"}) client.send(text);
    std::array<char, 4> buffer;
    for (const char* text : {"", "", "long", "", "four"}) {
        const auto datagram = server.recv_from(buffer, 10s);
        CHECK(datagram.data == text);
        CHECK(datagram.truncated == (std::string_view(text) == "long"));
    }
}

TEST_CASE("a refusal on a connected datagram socket is told once, and the socket goes on") {
    if (tests::wine_lacks("refused-datagrams")) return;
    auto server = UdpSocket::bind({loopback_v4, 0});
    const Endpoint where = server.local_endpoint();
    auto client = UdpSocket::connect(where);
    server.close();
    client.send("anybody?");
    std::array<char, 8> buffer;
    std::error_code error;
    (void)client.recv_from(buffer, error, 10s);
    CHECK(error == std::errc::connection_refused);
    server = UdpSocket::bind(where, error);
    if (error) return;  // somebody else was given the port meanwhile
    client.send("now?");
    CHECK(server.recv_from(buffer, 10s).data == "now?");
    server.send_to("yes", client.local_endpoint());
    CHECK(client.recv_from(buffer, 10s).data == "yes");
}
