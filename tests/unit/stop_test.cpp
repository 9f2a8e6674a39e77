#include "support.hpp"

namespace {

// Starts `call` in a thread, stops it once it is blocked, and returns what the call said.
template <class Call, class Stop>
std::error_code stopped_while_blocked(Operation operation, Timeout limit, Call call, Stop stop) {
    Gate gate;
    Observing observing{gate};
    std::error_code error;
    Task task([&] { error = call(); });
    CHECK(gate.wait_until_blocked_in(operation, 1, limit));
    stop();
    task.join();
    return error;
}

std::error_code recv_once(TcpStream& stream, Timeout limit) {
    std::array<char, 8> buffer;
    std::error_code error;
    (void)stream.recv(buffer, error, limit);
    return error;
}

std::error_code recv_once(UdpSocket& socket, Timeout limit) {
    std::array<char, 8> buffer;
    std::error_code error;
    (void)socket.recv_from(buffer, error, limit);
    return error;
}

std::error_code accept_once(TcpListener& listener, Timeout limit) {
    std::error_code error;
    (void)listener.accept(error, limit);
    return error;
}

const Timeout limits[] = {forever, 20s};

}  // namespace

TEST_CASE("stop wakes a blocked accept, and every later one fails at once") {
    for (const IpAddress& address : loopbacks()) {
        for (const Timeout limit : limits) {
            auto listener = TcpListener::bind({address, 0});
            const auto error = stopped_while_blocked(
                Operation::accept, limit, [&] { return accept_once(listener, limit); },
                [&] { listener.stop(); });
            CHECK(error == std::errc::operation_canceled);
            for (const Timeout again : {forever, Timeout(0ms), Timeout(1h)}) {
                CHECK(accept_once(listener, again) == std::errc::operation_canceled);
            }
            CHECK(failure_of([&] { (void)listener.accept(); }).code() ==
                  std::errc::operation_canceled);
        }
    }
}

TEST_CASE("stop wakes a blocked recv of TCP, and every later call fails at once") {
    for (const IpAddress& address : loopbacks()) {
        for (const Timeout limit : limits) {
            auto [client, server] = connected_pair(address);
            TcpStream& one = server;
            const auto error = stopped_while_blocked(
                Operation::recv, limit, [&] { return recv_once(one, limit); }, [&] { one.stop(); });
            CHECK(error == std::errc::operation_canceled);
            for (const Timeout again : {forever, Timeout(0ms), Timeout(1h)}) {
                CHECK(recv_once(one, again) == std::errc::operation_canceled);
                std::error_code sending;
                CHECK(one.send_all("x", sending, again) == 0);
                CHECK(sending == std::errc::operation_canceled);
                (void)one.send("x", sending, again);
                CHECK(sending == std::errc::operation_canceled);
                std::array<char, 8> buffer;
                CHECK(one.recv_exactly(buffer, sending, again) == 0);
                CHECK(sending == std::errc::operation_canceled);
            }
            CHECK(one.recv_exactly(std::span<char>(), *std::make_unique<std::error_code>()) == 0);
        }
    }
}

TEST_CASE("stop wakes a blocked recv_exactly, which says how much had come") {
    auto [client, server] = connected_pair();
    client.send_all("abc");
    TcpStream& one = server;
    Gate gate;
    Observing observing{gate};
    std::optional<SocketError> failure;
    Task task([&] {
        std::array<char, 8> buffer;
        failure = failure_of([&] { one.recv_exactly(buffer); });
    });
    CHECK(gate.wait_for(Operation::recv, 2));
    one.stop();
    task.join();
    REQUIRE(failure);
    CHECK(failure->code() == std::errc::operation_canceled);
    CHECK(failure->bytes_transferred() == 3);
}

TEST_CASE("stop wakes a blocked send_all, which says how much had gone") {
    for (const Timeout limit : limits) {
        auto [client, server] = connected_pair();
        TcpStream& one = client;
        const std::string much(50'000'000, 'x');
        std::size_t sent = 0;
        std::error_code error;
        Gate gate;
        Observing observing{gate};
        Task task([&] { sent = one.send_all(much, error, limit); });
        CHECK(gate.wait_until_blocked_in(Operation::send, 1, limit));
        one.stop();
        task.join();
        CHECK(error == std::errc::operation_canceled);
        CHECK(sent < much.size());
    }
}

TEST_CASE("stop wakes a blocked recv of UDP, connected or not") {
    for (const IpAddress& address : loopbacks()) {
        for (const Timeout limit : limits) {
            auto bound = UdpSocket::bind({address, 0});
            auto connected = UdpSocket::connect(bound.local_endpoint());
            for (UdpSocket* one : {&bound, &connected}) {
                const auto error = stopped_while_blocked(
                    Operation::recv, limit, [&] { return recv_once(*one, limit); },
                    [&] { one->stop(); });
                CHECK(error == std::errc::operation_canceled);
                CHECK(recv_once(*one, forever) == std::errc::operation_canceled);
                CHECK(recv_once(*one, 0ms) == std::errc::operation_canceled);
                CHECK(failure_of([&] { one->send_to("x", home); }).code() ==
                      std::errc::operation_canceled);
            }
        }
    }
}

TEST_CASE("a stop before the call is as good") {
    for (const Timeout limit : {forever, Timeout(0ms), Timeout(1h)}) {
        auto listener = TcpListener::bind({loopback_v4, 0});
        auto [client, server] = connected_pair();
        auto udp = UdpSocket::bind({loopback_v4, 0});
        listener.stop();
        server.stop();
        udp.stop();
        CHECK(accept_once(listener, limit) == std::errc::operation_canceled);
        CHECK(recv_once(server, limit) == std::errc::operation_canceled);
        CHECK(recv_once(udp, limit) == std::errc::operation_canceled);
        listener.stop();  // twice does no harm
        CHECK(accept_once(listener, limit) == std::errc::operation_canceled);
    }
}

TEST_CASE("a stop at any moment is never lost") {
    for (int round = 0; round < 100; ++round) {
        auto listener = TcpListener::bind({loopback_v4, 0});
        auto udp = UdpSocket::bind({loopback_v4, 0});
        auto [client, server] = connected_pair();
        TcpStream& stream = server;
        std::array<std::error_code, 3> errors;
        {
            std::atomic<int> started = 0;
            Task a([&] { ++started, errors[0] = accept_once(listener, forever); });
            Task b([&] { ++started, errors[1] = recv_once(stream, forever); });
            Task c([&] { ++started, errors[2] = recv_once(udp, forever); });
            for (int i = 0; i < 1'000'000 && started < round % 4; ++i) std::this_thread::yield();
            listener.stop();
            stream.stop();
            udp.stop();
        }
        for (const auto& error : errors) REQUIRE(error == std::errc::operation_canceled);
    }
}

TEST_CASE("stop wakes every thread that waits for a client") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    Gate gate;
    Observing observing{gate};
    std::atomic<int> canceled = 0;
    {
        std::vector<Task> tasks;
        for (int i = 0; i < 6; ++i) {
            tasks.emplace_back([&, i] {
                const auto error = accept_once(listener, i % 2 == 0 ? forever : Timeout(20s));
                if (error == std::errc::operation_canceled) ++canceled;
            });
        }
        CHECK(gate.wait_for(Operation::accept, 6));
        listener.stop();
    }
    CHECK(canceled == 6);
}

TEST_CASE("clients that were queued are not accepted after stop") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto client = TcpStream::connect(listener.local_endpoint());
    listener.stop();
    CHECK(accept_once(listener, forever) == std::errc::operation_canceled);
    CHECK(accept_once(listener, 0ms) == std::errc::operation_canceled);
}

TEST_CASE("the peer of a stopped stream sees the end of the connection") {
    auto [client, server] = connected_pair();
    server.stop();
    std::array<char, 8> buffer;
    CHECK_FALSE(client.recv(buffer));
}

TEST_CASE("a stopped socket stays stopped when it is moved, and a new one in its place is fresh") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    listener.stop();
    auto moved = std::move(listener);
    CHECK(accept_once(moved, forever) == std::errc::operation_canceled);
    listener = TcpListener::bind({loopback_v4, 0});  // NOLINT: assigned anew
    auto client = TcpStream::connect(listener.local_endpoint());
    CHECK(listener.accept().peer == client.local_endpoint());
    moved = std::move(listener);
    auto second = TcpStream::connect(moved.local_endpoint());
    CHECK(moved.accept().stream.is_open());
}

TEST_CASE("stop of a closed socket does nothing") {
    TcpListener listener;
    listener.stop();
    TcpStream stream;
    stream.stop();
    UdpSocket udp;
    udp.stop();
    CHECK(recv_once(stream, forever) == std::errc::operation_canceled);
}
