#include "support.hpp"

namespace {

/// Every limit that waits a little, and about how long in milliseconds.
struct Limit {
    Timeout limit;
    double milliseconds;
};
const Limit little_limits[] = {{1ns, 0},
                               {1us, 0},
                               {20ms, 20},
                               {std::chrono::duration<double>(0.025), 25},
                               {std::chrono::duration<float, std::milli>(15.5F), 15.5}};
const Timeout none_at_all[] = {0ms, -1s, std::chrono::hours::min(),
                               std::chrono::duration<double>(-0.5)};
const Timeout huge[] = {std::chrono::hours::max(), std::chrono::nanoseconds::max(),
                        std::chrono::years{290}, std::chrono::duration<double>(1e300), 24h};

/// How a call ended, and how long it took.
struct Ended {
    std::error_code error;
    double milliseconds;
};

template <class Call>
Ended timed(Call call) {
    std::error_code error;
    const Stopwatch watch;
    call(error);
    return {error, watch.milliseconds()};
}

/// `call` takes a limit, and nothing ever comes for it.
template <class Call>
void check_that_it_gives_up(Call call) {
    for (const Timeout limit : none_at_all) {
        CHECK(call(limit).error == std::errc::operation_would_block);
    }
    for (const Limit& one : little_limits) {
        CAPTURE(one.milliseconds);
        const Ended ended = call(one.limit);
        CHECK(ended.error == std::errc::timed_out);
        CHECK(ended.milliseconds >= one.milliseconds - 0.01);
    }
    check_takes(60, [&] {
        const Ended ended = call(60ms);
        CHECK(ended.error == std::errc::timed_out);
        return ended.milliseconds;
    });
}

}  // namespace

TEST_CASE("recv gives up when its limit has passed") {
    auto [client, server] = connected_pair();
    check_that_it_gives_up([&server = server](Timeout limit) {
        std::array<char, 8> buffer;
        return timed([&](std::error_code& error) { (void)server.recv(buffer, error, limit); });
    });
}

TEST_CASE("accept gives up when its limit has passed") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    check_that_it_gives_up([&](Timeout limit) {
        return timed([&](std::error_code& error) { (void)listener.accept(error, limit); });
    });
}

TEST_CASE("recv_from gives up when its limit has passed") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    check_that_it_gives_up([&](Timeout limit) {
        std::array<char, 8> buffer;
        return timed([&](std::error_code& error) { (void)socket.recv_from(buffer, error, limit); });
    });
}

TEST_CASE("send gives up when its limit has passed") {
    auto [client, server] = connected_pair();
    const std::string block(1'000'000, 'x');
    check_that_it_gives_up([&, &client = client](Timeout limit) {
        Ended ended{};
        for (int i = 0; i < 1000 && !ended.error; ++i) {  // until the kernel takes no more
            ended = timed([&](std::error_code& error) { (void)client.send(block, error, limit); });
        }
        return ended;
    });
}

TEST_CASE("send_all gives up when its limit has passed") {
    auto [client, server] = connected_pair();
    const std::string block(50'000'000, 'x');  // more than the kernel ever takes
    (void)timed([&, &client = client](std::error_code& error) {
        (void)client.send_all(block, error, 5ms);
    });
    check_that_it_gives_up([&, &client = client](Timeout limit) {
        return timed([&](std::error_code& error) {
            CHECK(client.send_all(block, error, limit) < block.size());
        });
    });
}

TEST_CASE("connect gives up when its limit has passed") {
    FullListener full;
    check_that_it_gives_up([&](Timeout limit) {
        return timed([&](std::error_code& error) {
            CHECK_FALSE(TcpStream::connect(full.endpoint, error, limit).is_open());
        });
    });
}

TEST_CASE("the limit of connect is for all endpoints together") {
    FullListener one;
    FullListener two;
    FullListener three;
    const Endpoint servers[] = {one.endpoint, two.endpoint, three.endpoint};
    check_takes(60, [&] {
        const Stopwatch watch;
        const auto failure = failure_of([&] { (void)TcpStream::connect(servers, 60ms); });
        CHECK(failure.code() == std::errc::timed_out);
        return watch.milliseconds();
    });
    const auto at_once = failure_of([&] { (void)TcpStream::connect(servers, 0ms); });
    CHECK(at_once.code() == std::errc::operation_would_block);
}

TEST_CASE("what is there is taken, however little time there is") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    for (const Timeout limit : none_at_all) {
        auto client = TcpStream::connect(listener.local_endpoint());
        auto [server, peer] = listener.accept(limit);
        client.send_all("x", limit);
        CHECK(client.send("y", limit) == 1);
        std::array<char, 2> buffer;
        server.recv_exactly(buffer, limit);
        client.shutdown_send();
        CHECK_FALSE(server.recv(buffer, limit));
    }
}

TEST_CASE("a huge limit is as good as none") {
    for (const Timeout limit : huge) {
        auto listener = TcpListener::bind({loopback_v4, 0});
        auto client = TcpStream::connect(listener.local_endpoint(), limit);
        const Endpoint servers[] = {ClosedPort().endpoint(), listener.local_endpoint()};
        auto other = TcpStream::connect(servers, limit);
        auto [server, peer] = listener.accept(limit);
        Gate gate;
        Observing observing{gate};
        Task writer([&] {
            gate.wait_until_blocked_in(Operation::recv, 1, limit);
            client.send_all("late", limit);
        });
        std::array<char, 4> buffer;
        server.recv_exactly(buffer, limit);
        CHECK(std::string_view(buffer.data(), 4) == "late");
    }
}

TEST_CASE("bytes that trickle in do not start the limit of recv_exactly again") {
    check_takes(60, [] {
        auto [client, server] = connected_pair();
        Gate gate;
        Observing observing{gate};
        client.send_all("x");
        Task writer([&, &client = client] {
            for (std::size_t i = 1; i < 1000 && gate.wait_for(Operation::wait, i); ++i) {
                client.send_all("x");
            }
        });
        std::array<char, 100'000> buffer;
        const Ended ended = timed([&, &server = server](std::error_code& error) {
            CHECK(server.recv_exactly(buffer, error, 60ms) >= 1);
        });
        CHECK(ended.error == std::errc::timed_out);
        gate.give_up();
        return ended.milliseconds;
    });
}

TEST_CASE("a reader that trickles does not start the limit of send_all again") {
    check_takes(60, [] {
        auto [client, server] = connected_pair();
        const std::string much(50'000'000, 'x');
        client.set_send_buffer(20'000);
        Gate gate;
        Observing observing{gate};
        Task reader([&, &server = server] {
            std::array<char, 10'000> room;
            for (std::size_t i = 1; i < 1000 && gate.wait_for(Operation::wait, i); ++i) {
                std::error_code error;
                (void)server.recv(room, error, 0ms);
            }
        });
        const Ended ended = timed([&, &client = client](std::error_code& error) {
            const std::size_t sent = client.send_all(much, error, 60ms);
            CHECK(sent > 0);
            CHECK(sent < much.size());
        });
        CHECK(ended.error == std::errc::timed_out);
        gate.give_up();
        return ended.milliseconds;
    });
}

TEST_CASE("a limit that passed leaves the connection as good as it was") {
    auto [client, server] = connected_pair();
    std::array<char, 8> buffer;
    std::error_code error;
    (void)server.recv(buffer, error, 1ms);
    CHECK(error == std::errc::timed_out);
    client.send_all("hello");
    CHECK(server.recv(buffer) == "hello");
    auto listener = TcpListener::bind({loopback_v4, 0});
    (void)listener.accept(error, 1ms);
    auto visitor = TcpStream::connect(listener.local_endpoint(), 5s);
    auto [stream, peer] = listener.accept();
    visitor.send_all("x");
    CHECK(stream.recv(buffer) == "x");
}

TEST_CASE("a stream that was connected with a limit blocks afterwards") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto client = TcpStream::connect(listener.local_endpoint(), 5s);
    auto [server, peer] = listener.accept();
    Gate gate;
    Observing observing{gate};
    Task writer([&, &server = server] {
        gate.wait_until_blocked_in(Operation::recv);
        server.send_all("late");
    });
    std::array<char, 8> buffer;
    CHECK(client.recv(buffer) == "late");
}

TEST_CASE("signals and spurious wake-ups do not start a limit again") {
    auto [client, server] = connected_pair();
    std::size_t most_waits = 0;
    for (int i = 0; i < 100 && most_waits <= 1000; ++i) {  // a busy machine may let fewer pass
        FaultInjector faults;
        faults.fail(Operation::wait, 1, std::errc::interrupted, 1000);
        faults.fail(Operation::recv, 1, std::errc::interrupted, 100);
        Observing observing{faults};
        const Stopwatch watch;
        std::array<char, 8> buffer;
        std::error_code error;
        (void)server.recv(buffer, error, 50ms);
        CHECK(error == std::errc::timed_out);
        CHECK(watch.milliseconds() >= 50);
        most_waits = std::max(most_waits, faults.count(Operation::wait));
    }
    CHECK(most_waits > 1000);
}

TEST_CASE("a socket that is ready and gives nothing, again and again, does not outlast the limit") {
    auto pair = connected_pair();
    pair.client.send_all("x");
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto visitor = TcpStream::connect(listener.local_endpoint());
    FaultInjector faults;
    faults.fail(Operation::recv, 1, std::errc::operation_would_block, SIZE_MAX);
    faults.fail(Operation::accept, 1, std::errc::operation_would_block, SIZE_MAX);
    Observing observing{faults};
    std::array<char, 8> buffer;
    check_takes(30, [&] {
        const Ended ended =
            timed([&](std::error_code& error) { (void)pair.server.recv(buffer, error, 30ms); });
        CHECK(ended.error == std::errc::timed_out);
        return ended.milliseconds;
    });
    check_takes(30, [&] {
        const Ended ended =
            timed([&](std::error_code& error) { (void)listener.accept(error, 30ms); });
        CHECK(ended.error == std::errc::timed_out);
        return ended.milliseconds;
    });
}
