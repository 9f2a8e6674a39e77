#include "posix.hpp"

namespace {

std::atomic<TcpListener*> listener_to_stop = nullptr;
std::atomic<TcpStream*> stream_to_stop = nullptr;
std::atomic<UdpSocket*> udp_to_stop = nullptr;
std::atomic<Poller*> poller_to_wake = nullptr;

void stop_them(int) {
    if (TcpListener* one = listener_to_stop) one->stop();
    if (TcpStream* one = stream_to_stop) one->stop();
    if (UdpSocket* one = udp_to_stop) one->stop();
    if (Poller* one = poller_to_wake) one->wake();
}

/// `call` takes a limit and a code, and nothing ever comes for it.
template <class Call>
void check_that_the_limit_is_kept(Call call) {
    const SignalStorm storm;
    check_takes(100, [&] {
        const int before = SignalStorm::caught();
        std::error_code error;
        const Stopwatch watch;
        call(Timeout(100ms), error);
        CHECK(error == std::errc::timed_out);
        const bool stormy = SignalStorm::caught() - before >= 5;
        return stormy ? watch.milliseconds() : 1e9;  // a try without signals shows nothing
    });
}

}  // namespace

TEST_CASE("a storm of signals does not stretch a limit") {
    std::array<char, 8> buffer;
    SUBCASE("of recv") {
        auto pair = connected_pair();
        check_that_the_limit_is_kept([&](Timeout limit, std::error_code& error) {
            (void)pair.server.recv(buffer, error, limit);
        });
    }
    SUBCASE("of recv_exactly") {
        auto pair = connected_pair();
        pair.client.send_all("x");
        check_that_the_limit_is_kept([&](Timeout limit, std::error_code& error) {
            (void)pair.server.recv_exactly(buffer, error, limit);
        });
    }
    SUBCASE("of send_all") {
        auto pair = connected_pair();
        const std::string much(50'000'000, 'x');
        check_that_the_limit_is_kept([&](Timeout limit, std::error_code& error) {
            (void)pair.client.send_all(much, error, limit);
        });
    }
    SUBCASE("of accept") {
        auto listener = TcpListener::bind({loopback_v4, 0});
        check_that_the_limit_is_kept(
            [&](Timeout limit, std::error_code& error) { (void)listener.accept(error, limit); });
    }
    SUBCASE("of connect") {
        const FullListener full;
        check_that_the_limit_is_kept([&](Timeout limit, std::error_code& error) {
            (void)TcpStream::connect(full.endpoint, error, limit);
        });
    }
    SUBCASE("of recv_from") {
        auto socket = UdpSocket::bind({loopback_v4, 0});
        check_that_the_limit_is_kept([&](Timeout limit, std::error_code& error) {
            (void)socket.recv_from(buffer, error, limit);
        });
    }
    SUBCASE("of a Poller") {
        Poller poller;
        std::array<Ready, 1> room;
        check_that_the_limit_is_kept([&](Timeout limit, std::error_code& error) {
            CHECK(poller.wait(room, limit).empty());
            error = std::make_error_code(std::errc::timed_out);
        });
    }
}

TEST_CASE("a storm of signals disturbs no conversation") {
    const std::string sent(3'000'000, 'y');
    auto listener = TcpListener::bind({loopback_v4, 0});
    const SignalStorm storm;
    Task peer([&] {
        auto [server, from] = listener.accept();
        const std::string got = read_all(server);
        server.send_all(got);
    });
    auto client = TcpStream::connect(listener.local_endpoint());
    client.send_all(sent);
    client.shutdown_send();
    CHECK(read_all(client) == sent);
}

TEST_CASE("stop from a signal handler wakes what is blocked, whichever thread it runs on") {
    for (const bool on_the_blocked_thread : {true, false}) {
        for (const Timeout limit : {forever, Timeout(20s)}) {
            auto listener = TcpListener::bind({loopback_v4, 0});
            auto pair = connected_pair();
            auto udp = UdpSocket::bind({loopback_v4, 0});
            Poller poller;
            listener_to_stop = &listener;
            stream_to_stop = &pair.server;
            udp_to_stop = &udp;
            poller_to_wake = &poller;
            const Handler handler(SIGUSR1, stop_them);
            Gate gate;
            Observing observing{gate};
            std::array<std::error_code, 3> errors;
            std::array<char, 8> buffer;
            std::array<char, 8> other;
            Task a([&] { (void)listener.accept(errors[0], limit); });
            Task b([&] { (void)pair.server.recv(buffer, errors[1], limit); });
            Task c([&] { (void)udp.recv_from(other, errors[2], limit); });
            Task d([&] {
                std::array<Ready, 1> room;
                CHECK(poller.wait(room).empty());
            });
            if (waits_by_poll || !limit.is_forever()) {
                CHECK(gate.wait_for(Operation::wait, 4));
            } else {
                CHECK(gate.wait_for(Operation::accept));
                CHECK(gate.wait_for(Operation::recv, 2));
                CHECK(gate.wait_for(Operation::wait));
            }
            if (on_the_blocked_thread) {
                ::pthread_kill(a.thread().native_handle(), SIGUSR1);
            } else {
                ::pthread_kill(::pthread_self(), SIGUSR1);
            }
            a.join();
            b.join();
            c.join();
            d.join();
            for (const auto& error : errors) CHECK(error == std::errc::operation_canceled);
            listener_to_stop = nullptr;
            stream_to_stop = nullptr;
            udp_to_stop = nullptr;
            poller_to_wake = nullptr;
        }
    }
}

TEST_CASE("stop and wake leave errno as it was") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto pair = connected_pair();
    auto udp = UdpSocket::bind({loopback_v4, 0});
    Poller poller;
    TcpStream closed;
    errno = 4711;
    listener.stop();
    pair.client.stop();
    udp.stop();
    poller.wake();
    closed.stop();
    CHECK(errno == 4711);
}
