#include "support.hpp"

#include <algorithm>

TEST_CASE("port 0 lets the system choose, and the listener knows which") {
    for (const IpAddress& address : loopbacks()) {
        CAPTURE(address);
        auto listener = TcpListener::bind({address, 0});
        CHECK(listener.local_endpoint().port != Port(0));
        CHECK(listener.local_endpoint().address == address);
        auto client = TcpStream::connect(listener.local_endpoint());
        CHECK(listener.accept().peer == client.local_endpoint());
    }
}

TEST_CASE("a second bind to the same endpoint fails with address_in_use") {
    for (const IpAddress& address : loopbacks()) {
        CAPTURE(address);
        auto listener = TcpListener::bind({address, 0});
        const Endpoint taken = listener.local_endpoint();
        std::error_code error;
        auto second = TcpListener::bind(taken, error);
        CHECK(error == std::errc::address_in_use);
        CHECK_FALSE(second.is_open());
        const auto failure = failure_of([&] { (void)TcpListener::bind(taken); });
        CHECK(failure.code() == error);
        CHECK(failure.operation() == "bind");
        REQUIRE(failure.local_endpoint() != nullptr);
        CHECK(*failure.local_endpoint() == taken);
        CHECK(std::string(failure.what()) ==
              "bind " + to_string(taken) + ": Address already in use");
    }
}

TEST_CASE("beyond loopback nothing is bound unless it is exposed in so many words") {
    for (const char* text : {"0.0.0.0", "::", "192.0.2.1", "10.0.0.1", "8.8.8.8", "fe80::1",
                             "::ffff:0.0.0.0", "::ffff:192.0.2.1", "224.0.0.1"}) {
        CAPTURE(text);
        Recorder recorder;
        Observing observing{recorder};
        std::error_code error;
        (void)TcpListener::bind({parse_address(text), 0}, error);
        CHECK(error == Errc::not_loopback);
        CHECK_THROWS_AS((void)TcpListener::bind({parse_address(text), 0}), SocketError);
        CHECK_THROWS_AS((void)UdpSocket::bind({parse_address(text), 0}), SocketError);
        CHECK(recorder.seen().empty());  // the kernel never heard of it
    }
}

TEST_CASE("expose_to_network opens it") {
    auto listener = TcpListener::bind({any_v4, 0}, expose_to_network);
    const Port port = listener.local_endpoint().port;
    CHECK(listener.local_endpoint().address == any_v4);
    auto client = TcpStream::connect({loopback_v4, port});
    CHECK(listener.accept().peer == client.local_endpoint());
    auto by_options = TcpListener::bind({any_v4, 0}, {.exposure = expose_to_network});
    CHECK(by_options.is_open());
}

TEST_CASE("an IPv4-mapped address is bound and connected to as the IPv4 address that it is") {
    const IpAddress mapped = parse_address("::ffff:127.0.0.1");
    auto listener = TcpListener::bind({mapped, 0}, ListenOptions{.dual_stack = DualStack::on});
    const Endpoint where = listener.local_endpoint();
    CHECK(where.address == loopback_v4);
    auto client = TcpStream::connect({mapped, where.port});
    CHECK(client.peer_endpoint() == where);
    const Endpoint several[] = {{mapped, where.port}};
    CHECK(TcpStream::connect(several).peer_endpoint() == where);
    std::error_code error;
    CHECK(TcpStream::connect({mapped, where.port}, error).peer_endpoint() == where);
    (void)TcpListener::bind({mapped, where.port}, error);
    CHECK(error == std::errc::address_in_use);
    for (const char* open : {"::ffff:0.0.0.0", "::ffff:192.168.0.1", "::ffff:8.8.8.8"}) {
        (void)TcpListener::bind({parse_address(open), 0}, error);
        CHECK(error == Errc::not_loopback);
    }
    const auto exposed = TcpListener::bind({parse_address("::ffff:0.0.0.0"), 0}, expose_to_network);
    CHECK(exposed.local_endpoint().address == any_v4);
}

TEST_CASE("all of 127.0.0.0/8 is loopback") {
    if (!on_linux) return;  // elsewhere 127.0.0.1 alone is configured
    auto listener = TcpListener::bind({IpAddress::v4(127, 1, 2, 3), 0});
    auto client = TcpStream::connect(listener.local_endpoint());
    CHECK(client.peer_endpoint().address == IpAddress::v4(127, 1, 2, 3));
}

TEST_CASE("an address of somebody else cannot be bound") {
    std::error_code error;
    (void)TcpListener::bind({IpAddress::v4(192, 0, 2, 123), 0}, error,
                            {.exposure = expose_to_network});
    CHECK(error == std::errc::address_not_available);
}

TEST_CASE("an IPv6 listener takes IPv6 clients alone, or both by choice") {
    if (loopbacks().size() < 2) return;
    auto alone = TcpListener::bind({any_v6, 0}, expose_to_network);
    const Port port = alone.local_endpoint().port;
    CHECK(TcpStream::connect({loopback_v6, port}).is_open());
    std::error_code error;
    (void)TcpStream::connect({loopback_v4, port}, error);
    CHECK(error == std::errc::connection_refused);

    auto both = TcpListener::bind({any_v6, 0},
                                  {.exposure = expose_to_network, .dual_stack = DualStack::on});
    const Port dual = both.local_endpoint().port;
    auto six = TcpStream::connect({loopback_v6, dual});
    CHECK(both.accept().peer.address == loopback_v6);
    auto four = TcpStream::connect({loopback_v4, dual});
    auto [stream, peer] = both.accept();
    CHECK(to_string(peer.address) == "::ffff:127.0.0.1");
    CHECK(peer.address.is_loopback());
    CHECK(peer.port == four.local_endpoint().port);
}

TEST_CASE("an IPv6 listener alone leaves the IPv4 port to others") {
    if (loopbacks().size() < 2) return;
    bool shared = false;
    for (int i = 0; i < 20 && !shared; ++i) {  // the same port of IPv4 may be somebody else's
        auto six = TcpListener::bind({any_v6, 0}, expose_to_network);
        std::error_code error;
        auto four = TcpListener::bind({loopback_v4, six.local_endpoint().port}, error);
        shared = !error;
    }
    CHECK(shared);
}

TEST_CASE("an accepted stream blocks, whatever the listener does") {
    for (const bool nonblocking : {false, true}) {
        for (const Timeout limit : {forever, Timeout(5s)}) {
            auto listener = TcpListener::bind({loopback_v4, 0});
            listener.set_nonblocking(nonblocking);
            CHECK(listener.is_nonblocking() == nonblocking);
            auto client = TcpStream::connect(listener.local_endpoint());
            auto [server, peer] = listener.accept(limit);
            CHECK_FALSE(server.is_nonblocking());
            Gate gate;
            Observing observing{gate};
            Task writer([&] {
                gate.wait_until_blocked_in(Operation::recv);
                client.send_all("late");
            });
            std::array<char, 8> buffer;
            CHECK(server.recv(buffer) == "late");
        }
    }
}

TEST_CASE("in non-blocking mode accept fails with would_block instead of waiting") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    listener.set_nonblocking(true);
    std::error_code error;
    (void)listener.accept(error);
    CHECK(error == std::errc::operation_would_block);
    auto client = TcpStream::connect(listener.local_endpoint());
    CHECK(listener.accept().peer == client.local_endpoint());
    listener.set_nonblocking(false);
    Gate gate;
    Observing observing{gate};
    TcpStream late;
    Task visitor([&] {
        gate.wait_for(Operation::wait);
        late = TcpStream::connect(listener.local_endpoint());
    });
    CHECK(listener.accept().stream.is_open());
}

TEST_CASE("both error forms of accept tell the same") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint where = listener.local_endpoint();
    std::error_code error;
    const Accepted nobody = listener.accept(error, 0ms);
    CHECK(error == std::errc::operation_would_block);
    CHECK_FALSE(nobody.stream.is_open());
    CHECK(nobody.peer == Endpoint{});
    const auto failure = failure_of([&] { (void)listener.accept(0ms); });
    CHECK(failure.code() == error);
    CHECK(failure.operation() == "accept");
    REQUIRE(failure.local_endpoint() != nullptr);
    CHECK(*failure.local_endpoint() == where);
    CHECK(failure.peer_endpoint() == nullptr);
}

TEST_CASE("clients wait in the queue in their order") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    std::vector<TcpStream> clients;
    for (int i = 0; i < 5; ++i) clients.push_back(TcpStream::connect(listener.local_endpoint()));
    for (const TcpStream& client : clients) {
        CHECK(listener.accept().peer == client.local_endpoint());
    }
}

TEST_CASE("several threads accept, and each client is served once") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    constexpr int threads = 4;
    constexpr int clients = 60;
    std::mutex mutex;
    std::vector<Endpoint> served;
    std::atomic<int> canceled = 0;
    {
        std::vector<Task> servers;
        for (int i = 0; i < threads; ++i) {
            servers.emplace_back([&, i] {
                for (int round = 0; round <= clients; ++round) {
                    std::error_code error;
                    auto [stream, peer] =
                        listener.accept(error, i % 2 == 0 ? forever : Timeout(20s));
                    if (error) {
                        if (error == std::errc::operation_canceled) ++canceled;
                        return;
                    }
                    stream.send_all("x");
                    const std::lock_guard lock{mutex};
                    served.push_back(peer);
                }
            });
        }
        for (int i = 0; i < clients; ++i) {
            auto client = TcpStream::connect(listener.local_endpoint());
            std::array<char, 1> buffer;
            client.recv_exactly(buffer);
        }
        listener.stop();
    }
    CHECK(served.size() == clients);
    CHECK(canceled == threads);
}

TEST_CASE("connections survive their listener, and the port is free once it is closed") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint where = listener.local_endpoint();
    auto client = TcpStream::connect(where);
    auto server = std::move(listener.accept().stream);
    listener.close();
    client.send_all("x");
    std::array<char, 4> buffer;
    CHECK(server.recv(buffer) == "x");
    std::error_code error;
    (void)TcpStream::connect(where, error);
    CHECK(error == std::errc::connection_refused);
}

TEST_CASE("what makes one step of bind fail is told as bind's error, and leaves nothing open") {
    for (const Operation step :
         {Operation::socket, Operation::set_option, Operation::bind, Operation::listen}) {
        CAPTURE(name(step));
        FaultInjector faults;
        faults.fail(step, 1, std::errc::no_buffer_space);
        Observing observing{faults};
        std::error_code error;
        const auto listener = TcpListener::bind({loopback_v4, 0}, error);
        CHECK(error == std::errc::no_buffer_space);
        CHECK_FALSE(listener.is_open());
        CHECK(faults.count(Operation::close) == (step == Operation::socket ? 0 : 1));
    }
}

TEST_CASE("listeners share a port if all of them ask for it, where that is no theft") {
    const ListenOptions shared{.sharing = PortSharing::on};
    std::error_code error;
    auto first = TcpListener::bind({loopback_v4, 0}, error, shared);
    if (on_windows) {
        CHECK(error == std::errc::operation_not_supported);
        return;
    }
    REQUIRE_FALSE(error);
    const Endpoint where = first.local_endpoint();
    auto second = TcpListener::bind(where, shared);
    (void)TcpListener::bind(where, error);
    CHECK(error == std::errc::address_in_use);
    first.close();
    auto client = TcpStream::connect(where);
    auto [server, peer] = second.accept();
    CHECK(peer == client.local_endpoint());
    auto alone = TcpListener::bind({loopback_v4, 0});
    (void)TcpListener::bind(alone.local_endpoint(), error, shared);
    CHECK(error == std::errc::address_in_use);
}
