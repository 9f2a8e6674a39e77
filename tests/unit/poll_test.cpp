#include "support.hpp"

#include <algorithm>
#include <map>

namespace {

std::map<std::uint64_t, Ready> wait_once(Poller& poller, Timeout limit = 10s) {
    std::array<Ready, 64> room;
    std::map<std::uint64_t, Ready> found;
    for (const Ready& one : poller.wait(room, limit)) found[one.key] = one;
    return found;
}

}  // namespace

TEST_CASE("a socket is reported by its key once something can be done") {
    for (const IpAddress& address : loopbacks()) {
        auto listener = TcpListener::bind({address, 0});
        Poller poller;
        poller.add(listener, Interest::recv, 7);
        CHECK(wait_once(poller, 0ms).empty());
        auto client = TcpStream::connect(listener.local_endpoint());
        auto found = wait_once(poller);
        REQUIRE(found.size() == 1);
        CHECK(found[7].can_recv);
        auto server = std::move(listener.accept().stream);
        poller.add(server, Interest::both, 8);
        found = wait_once(poller);
        CHECK(found.size() == 1);
        CHECK(found[8].can_send);
        CHECK_FALSE(found[8].can_recv);
        client.send_all("x");
        poller.modify(server, Interest::recv, 9);
        found = wait_once(poller);
        CHECK(found.size() == 1);
        CHECK(found[9].can_recv);
        CHECK_FALSE(found[9].can_send);
    }
}

TEST_CASE("a socket is reported for as long as it is ready") {
    auto [client, server] = connected_pair();
    Poller poller;
    poller.add(server, Interest::recv, 1);
    client.send_all("x");
    CHECK(wait_once(poller).size() == 1);
    CHECK(wait_once(poller).size() == 1);
    std::array<char, 8> buffer;
    server.recv(buffer);
    CHECK(wait_once(poller, 0ms).empty());
}

TEST_CASE("the end of a stream and a reset are things to be received") {
    for (const bool reset : {false, true}) {
        auto [client, server] = connected_pair();
        Poller poller;
        poller.add(server, Interest::recv, 1);
        if (reset) {
            client.reset();
        } else {
            client.shutdown_send();
        }
        auto found = wait_once(poller);
        REQUIRE(found.size() == 1);
        CHECK(found[1].can_recv);
        std::array<char, 8> buffer;
        std::error_code error;
        CHECK_FALSE(server.recv(buffer, error, 0ms));
        CHECK(static_cast<bool>(error) == reset);
    }
}

TEST_CASE("what is removed is not reported any more, and can be added again") {
    auto [client, server] = connected_pair();
    Poller poller;
    client.send_all("x");
    poller.add(server, Interest::recv, 1);
    CHECK(wait_once(poller).size() == 1);
    poller.remove(server);
    CHECK(wait_once(poller, 0ms).empty());
    poller.add(server, Interest::recv, 2);
    CHECK(wait_once(poller).count(2) == 1);
}

TEST_CASE("a socket may be moved while it is registered") {
    auto [client, server] = connected_pair();
    Poller poller;
    poller.add(server, Interest::recv, 1);
    TcpStream moved = std::move(server);
    client.send_all("x");
    CHECK(wait_once(poller).count(1) == 1);
    poller.modify(moved, Interest::recv, 2);
    CHECK(wait_once(poller).count(2) == 1);
    poller.remove(moved);
    CHECK(wait_once(poller, 0ms).empty());
}

TEST_CASE("without interest nothing but errors is reported") {
    auto [client, server] = connected_pair();
    client.send_all("x");
    Poller poller;
    poller.add(server, Interest::both, 1);
    poller.modify(server, Interest::none, 1);
    CHECK(wait_once(poller, 0ms).empty());
}

TEST_CASE("an error is reported whatever the interest, and as something to do") {
    if (on_wine()) return;
    auto [client, server] = connected_pair();
    Poller poller;
    poller.add(server, Interest::none, 1);
    client.reset();
    auto found = wait_once(poller);
    REQUIRE(found.size() == 1);
    CHECK(found[1].can_recv);
    CHECK(found[1].can_send);
}

TEST_CASE("mistakes are told") {
    auto [client, server] = connected_pair();
    Poller poller;
    CHECK(failure_of([&, &client = client] { poller.modify(client, Interest::recv, 1); }).code() ==
          std::errc::no_such_file_or_directory);
    CHECK(failure_of([&, &client = client] { poller.remove(client); }).code() ==
          std::errc::no_such_file_or_directory);
    poller.add(client, Interest::recv, 1);
    const auto twice = failure_of([&, &client = client] { poller.add(client, Interest::recv, 2); });
    CHECK(twice.code() == std::errc::file_exists);
    CHECK(twice.operation() == "add");
    CHECK(twice.caller().line != 0);
    CHECK(failure_of([&] { poller.add(TcpStream(), Interest::recv, 1); }).code() ==
          std::errc::bad_file_descriptor);
    CHECK(failure_of([&] { (void)poller.wait({}); }).code() == std::errc::invalid_argument);
    for (const std::uint64_t key : {~std::uint64_t{0}}) {
        CHECK(failure_of([&, &server = server] {
                  poller.add(server, Interest::recv, key);
              }).code() == std::errc::invalid_argument);
        CHECK(failure_of([&, &client = client] {
                  poller.modify(client, Interest::recv, key);
              }).code() == std::errc::invalid_argument);
    }
}

TEST_CASE("every other key may be had, zero and the second largest too") {
    auto [client, server] = connected_pair();
    Poller poller;
    poller.add(client, Interest::send, 0);
    poller.add(server, Interest::send, ~std::uint64_t{1});
    const auto found = wait_once(poller);
    CHECK(found.count(0) == 1);
    CHECK(found.count(~std::uint64_t{1}) == 1);
}

TEST_CASE("if more are ready than there is room for, all get their turn") {
    std::vector<Pair> pairs;
    Poller poller;
    for (std::uint64_t key = 0; key < 20; ++key) {
        pairs.push_back(connected_pair());
        poller.add(pairs.back().server, Interest::send, key);
    }
    std::map<std::uint64_t, int> times;
    for (int round = 0; round < 100; ++round) {
        std::array<Ready, 3> room;
        const auto found = poller.wait(room, 5s);
        CHECK(found.size() >= 1);
        CHECK(found.size() <= 3);
        for (const Ready& one : found) ++times[one.key];
    }
    CHECK(times.size() == 20);
    for (const auto& [key, count] : times) CHECK(count >= 5);
}

TEST_CASE("wake ends a wait that sleeps, from another thread") {
    Poller poller;
    Gate gate;
    Observing observing{gate};
    Task waker([&] {
        gate.wait_for(Operation::wait);
        poller.wake();
    });
    CHECK(wait_once(poller, forever).empty());
}

TEST_CASE("wake before the wait is not lost, and many count as one") {
    Poller poller;
    for (int i = 0; i < 1000; ++i) poller.wake();
    CHECK(wait_once(poller, forever).empty());
    const Stopwatch watch;
    CHECK(wait_once(poller, 20ms).empty());
    CHECK(watch.milliseconds() >= 20);
}

TEST_CASE("wake does not hide what is ready") {
    auto [client, server] = connected_pair();
    Poller poller;
    poller.add(server, Interest::send, 1);
    bool seen = false;
    for (int i = 0; i < 3 && !seen; ++i) {
        poller.wake();
        std::array<Ready, 1> room;
        seen = !poller.wait(room, 5s).empty();
    }
    CHECK(seen);
}

TEST_CASE("a limit is kept, also when signals come") {
    Poller poller;
    CHECK(wait_once(poller, 0ms).empty());
    CHECK(wait_once(poller, -1s).empty());
    std::size_t most_waits = 0;
    check_takes(50, [&] {
        FaultInjector faults;
        faults.fail(Operation::wait, 1, std::errc::interrupted, 100);
        Observing observing{faults};
        const Stopwatch watch;
        CHECK(wait_once(poller, 50ms).empty());
        most_waits = std::max(most_waits, faults.count(Operation::wait));
        return watch.milliseconds();
    });
    CHECK(most_waits >= 100);
}

TEST_CASE("datagram sockets and listeners can be waited for as well") {
    auto udp = UdpSocket::bind({loopback_v4, 0});
    auto listener = TcpListener::bind({loopback_v4, 0});
    Poller poller;
    poller.add(udp, Interest::recv, 1);
    poller.add(listener, Interest::recv, 2);
    udp.send_to("", udp.local_endpoint());
    CHECK(wait_once(poller).count(1) == 1);
    std::array<char, 8> buffer;
    (void)udp.recv_from(buffer);
    auto client = TcpStream::connect(listener.local_endpoint());
    CHECK(wait_once(poller).count(2) == 1);
}

TEST_CASE("one thread with non-blocking sockets echoes for many clients") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    listener.set_nonblocking(true);
    constexpr std::size_t clients = 30;
    std::atomic<bool> over = false;
    Poller poller;
    Task server([&] {
        std::map<std::uint64_t, TcpStream> streams;
        std::uint64_t next = 1;
        poller.add(listener, Interest::recv, 0);
        std::array<Ready, 16> room;
        std::array<char, 256> buffer;
        for (int round = 0; round < 100'000 && !over; ++round) {
            for (const Ready& one : poller.wait(room, 10s)) {
                std::error_code error;
                if (one.key == 0) {
                    auto [stream, peer] = listener.accept(error);
                    if (error) continue;
                    stream.set_nonblocking(true);
                    poller.add(stream, Interest::recv, next);
                    streams.emplace(next++, std::move(stream));
                    continue;
                }
                TcpStream& stream = streams[one.key];
                const auto received = stream.recv(buffer, error);
                if (received) {
                    stream.send_all(received);
                } else if (error != std::errc::operation_would_block) {
                    poller.remove(stream);
                    streams.erase(one.key);
                }
            }
        }
    });
    std::vector<TcpStream> all;
    for (std::size_t i = 0; i < clients; ++i) {
        all.push_back(TcpStream::connect(listener.local_endpoint()));
    }
    for (int round = 0; round < 5; ++round) {
        for (std::size_t i = 0; i < clients; ++i) all[i].send_all(std::to_string(i));
        for (std::size_t i = 0; i < clients; ++i) {
            std::string answer(std::to_string(i).size(), ' ');
            all[i].recv_exactly(answer, 10s);
            CHECK(answer == std::to_string(i));
        }
    }
    over = true;
    poller.wake();
}
