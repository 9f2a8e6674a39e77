#include "support.hpp"

TEST_CASE("the n-th call fails, as many times as asked, and the others do not") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    FaultInjector faults;
    faults.fail(Operation::send, 2, std::errc::no_buffer_space, 2);
    Observing observing{faults};
    std::string outcomes;
    for (int i = 0; i < 5; ++i) {
        try {
            socket.send_to("x", socket.local_endpoint());
            outcomes += '.';
        } catch (const SocketError& failure) {
            outcomes += failure.code() == std::errc::no_buffer_space ? 'F' : '?';
        }
    }
    CHECK(outcomes == ".FF..");
    CHECK(faults.count(Operation::send) == 5);
    CHECK(faults.count(Operation::recv) == 0);
    CHECK(faults.count() == 10);  // send_to and local_endpoint
}

TEST_CASE("rules count from the moment when they are given") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    FaultInjector faults;
    Observing observing{faults};
    (void)socket.local_endpoint();
    faults.fail(Operation::local_name, 1, std::errc::no_buffer_space);
    CHECK_THROWS_AS((void)socket.local_endpoint(), SocketError);
    (void)socket.local_endpoint();
}

TEST_CASE("without end means without end") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    FaultInjector faults;
    faults.fail(Operation::local_name, 3, std::errc::no_buffer_space, SIZE_MAX);
    Observing observing{faults};
    (void)socket.local_endpoint();
    (void)socket.local_endpoint();
    for (int i = 0; i < 10; ++i) CHECK_THROWS_AS((void)socket.local_endpoint(), SocketError);
}

TEST_CASE("a cut shortens every call, to a byte at least") {
    for (const std::size_t most : {std::size_t{0}, std::size_t{1}, std::size_t{3}}) {
        auto [client, server] = connected_pair();
        FaultInjector faults;
        faults.cut(Operation::send, most);
        faults.cut(Operation::recv, most);
        Observing observing{faults};
        client.send_all("hello world");
        const std::size_t step = most != 0 ? most : 1;
        CHECK(faults.count(Operation::send) == (11 + step - 1) / step);
        std::array<char, 64> buffer;
        CHECK(server.recv(buffer).size() == step);
    }
}

TEST_CASE("of several rules the harshest holds") {
    auto [client, server] = connected_pair();
    FaultInjector faults;
    faults.cut(Operation::send, 5);
    faults.cut(Operation::send, 2);
    faults.cut(Operation::send, 8);
    Observing observing{faults};
    CHECK(client.send("hello world") == 2);
}

TEST_CASE("a datagram that is cut loses the rest") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    FaultInjector faults;
    faults.cut(Operation::recv, 2);
    Observing observing{faults};
    socket.send_to("hello", socket.local_endpoint());
    std::array<char, 8> buffer;
    const auto cut = socket.recv_from(buffer);
    CHECK(cut.data == "he");
    CHECK(cut.truncated);
}

TEST_CASE("EINTR at every call of a conversation is survived") {
    for (std::size_t nth = 1; nth <= 4; ++nth) {
        FaultInjector faults;
        for (const Operation one :
             {Operation::accept, Operation::connect, Operation::send, Operation::recv,
              Operation::wait, Operation::close, Operation::resolve}) {
            faults.fail(one, nth, std::errc::interrupted, 2);
        }
        Observing observing{faults};
        auto listener = TcpListener::bind({loopback_v4, 0});
        for (const Timeout limit : {forever, Timeout(10s)}) {
            for (int round = 0; round < 3; ++round) {
                auto client = TcpStream::connect(listener.local_endpoint(), limit);
                auto [server, peer] = listener.accept(limit);
                client.send_all("hello", limit);
                CHECK(client.send("!", limit) == 1);
                std::array<char, 6> buffer;
                server.recv_exactly(buffer, limit);
                CHECK(std::string_view(buffer.data(), 6) == "hello!");
                client.shutdown_send();
                CHECK_FALSE(server.recv(buffer, limit));
            }
        }
    }
}

TEST_CASE("a client's trouble is skipped, and the next one is served") {
    const auto condition = std::errc::connection_aborted;
    auto listener = TcpListener::bind({loopback_v4, 0});
    FaultInjector faults;
    faults.fail(Operation::accept, 1, condition, 5);
    Observing observing{faults};
    auto client = TcpStream::connect(listener.local_endpoint());
    CHECK(listener.accept().peer == client.local_endpoint());
    CHECK(faults.count(Operation::accept) == 6);
}

TEST_CASE("trouble without end is told in the end") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    FaultInjector faults;
    faults.fail(Operation::accept, 1, std::errc::connection_aborted, SIZE_MAX);
    Observing observing{faults};
    std::error_code error;
    (void)listener.accept(error);
    CHECK(error == std::errc::connection_aborted);
    CHECK(faults.count(Operation::accept) < 10'000);
}
