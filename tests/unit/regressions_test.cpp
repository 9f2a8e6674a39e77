#include "support.hpp"

#include <algorithm>
#include <climits>
#include <limits>

// Faults of well-known socket libraries, each with its number in docs/faults.md, which says where
// the others are.

TEST_CASE("regression 1: two servers never share a port in silence") {
    for (const IpAddress& address : loopbacks()) {
        CAPTURE(address);
        auto first = TcpListener::bind({address, 0});
        const Endpoint taken = first.local_endpoint();
        std::error_code error;
        (void)TcpListener::bind(taken, error);
        CHECK(error == std::errc::address_in_use);
        auto udp = UdpSocket::bind({address, 0});
        (void)UdpSocket::bind(udp.local_endpoint(), error);
        CHECK(error == std::errc::address_in_use);
    }
}

TEST_CASE("regression 1: a wildcard does not slip in over a specific address, nor under it") {
    if (!on_linux && !on_windows) return;  // macOS lets the two coexist
    std::error_code error;
    const auto is_refused =
        [&] {  // Winsock may say so in other words ("Using SO_REUSEADDR and ...")
            return error == std::errc::address_in_use ||
                   (on_windows && error == std::errc::permission_denied);
        };
    auto specific = TcpListener::bind({loopback_v4, 0});
    (void)TcpListener::bind({any_v4, specific.local_endpoint().port}, error,
                            {.exposure = expose_to_network});
    CHECK(is_refused());
    auto wildcard = TcpListener::bind({any_v4, 0}, expose_to_network);
    (void)TcpListener::bind({loopback_v4, wildcard.local_endpoint().port}, error);
    CHECK(is_refused());
}

TEST_CASE("regression 2: a server that closed first can start again at once") {
    for (const IpAddress& address : loopbacks()) {
        auto listener = TcpListener::bind({address, 0});
        const Endpoint where = listener.local_endpoint();
        for (int restart = 0; restart < 5; ++restart) {
            auto client = TcpStream::connect(where);
            auto server = std::move(listener.accept().stream);
            server.shutdown_send();  // the server says goodbye first: TIME_WAIT is on its side
            std::array<char, 8> buffer;
            CHECK_FALSE(client.recv(buffer));
            client.close();
            CHECK_FALSE(server.recv(buffer));
            server.close();
            listener.close();
            std::error_code error;
            listener = TcpListener::bind(where, error);
            REQUIRE(!error);
        }
    }
}

TEST_CASE("regression 3: a listener sets one option about sharing its port, never two") {
    FaultInjector counter;
    Observing observing{counter};
    auto listener = TcpListener::bind({loopback_v4, 0});
    CHECK(counter.count(Operation::set_option) == 1);
}

TEST_CASE("regression 4: a bad address never binds every interface") {
    for (const char* text : {"127.0.0", "localhost", "127.0.0.1.", "", "0x7f.1", "any"}) {
        Recorder recorder;
        Observing observing{recorder};
        CHECK_THROWS_AS((void)TcpListener::bind({parse_address(text), 0}), SocketError);
        std::error_code error;
        const IpAddress wrong = parse_address(text, error);
        CHECK(error);
        // Even who ignores the error gets no socket that others can reach.
        CHECK_THROWS_AS((void)TcpListener::bind({wrong, 0}), SocketError);
        CHECK_THROWS_AS((void)UdpSocket::bind({wrong, 0}), SocketError);
        CHECK(recorder.seen().empty());
    }
}

TEST_CASE("regression 5: the first error is told, whatever a later call says") {
    FaultInjector faults;
    faults.fail(Operation::listen, 1, std::errc::address_in_use, 2);
    faults.fail(Operation::close, 1, std::errc::io_error, 2);
    Observing observing{faults};
    std::error_code error;
    (void)TcpListener::bind({loopback_v4, 0}, error);
    CHECK(error == std::errc::address_in_use);
    CHECK(failure_of([] {
              (void)TcpListener::bind({loopback_v4, 0});
          }).code() == std::errc::address_in_use);
}

TEST_CASE("regression 6: an error compares right on every path that it can take") {
    std::error_code error;
    const ClosedPort nobody;
    (void)TcpStream::connect(nobody.endpoint(), error);  // as connect's own error
    CHECK(error == std::errc::connection_refused);
    (void)TcpStream::connect(nobody.endpoint(), error, 10s);  // by SO_ERROR
    CHECK(error == std::errc::connection_refused);
    FaultInjector interrupted;
    interrupted.fail(Operation::connect, 1, std::errc::interrupted);
    {
        Observing observing{interrupted};
        (void)TcpStream::connect(nobody.endpoint(), error);
        CHECK(error == std::errc::connection_refused);
    }
    auto listener = TcpListener::bind({loopback_v4, 0});
    (void)TcpListener::bind(listener.local_endpoint(), error);
    CHECK(error == std::errc::address_in_use);
    (void)listener.accept(error, 0ms);
    CHECK(error == std::errc::operation_would_block);
    CHECK(error == std::errc::resource_unavailable_try_again);
    (void)listener.accept(error, 1ms);
    CHECK(error == std::errc::timed_out);
    (void)TcpListener::bind({IpAddress::v4(192, 0, 2, 123), 0}, error,
                            {.exposure = expose_to_network});
    CHECK(error == std::errc::address_not_available);
    auto [client, server] = connected_pair();
    client.reset();
    std::array<char, 8> buffer;
    (void)server.recv(buffer, error);
    CHECK(error == std::errc::connection_reset);
    FaultInjector faults;
    faults.fail(Operation::bind, 1, std::errc::permission_denied);
    Observing observing{faults};
    (void)TcpListener::bind({loopback_v4, 0}, error);
    CHECK(error == std::errc::permission_denied);
}

TEST_CASE("regression 7: reserved, in use and not available are three messages") {
    std::vector<std::string> meanings;
    std::vector<std::string> messages;
    for (const std::errc condition : {std::errc::permission_denied, std::errc::address_in_use,
                                      std::errc::address_not_available}) {
        FaultInjector faults;
        faults.fail(Operation::bind, 1, condition);
        Observing observing{faults};
        const auto failure = failure_of([] { (void)TcpListener::bind(home); });
        CHECK(failure.code() == condition);
        meanings.push_back(explain(failure).meaning);
        messages.push_back(failure.what());
    }
    for (const auto* texts : {&meanings, &messages}) {
        CHECK((*texts)[0] != (*texts)[1]);
        CHECK((*texts)[0] != (*texts)[2]);
        CHECK((*texts)[1] != (*texts)[2]);
    }
}

TEST_CASE("regression 8: what is no handle is never taken for one") {
    FaultInjector faults;
    faults.fail(Operation::accept, 1, std::errc::operation_would_block);
    faults.fail(Operation::accept, 2, std::errc::too_many_files_open);
    auto listener = TcpListener::bind({loopback_v4, 0});
    listener.set_nonblocking(true);
    Observing observing{faults};
    for (int i = 0; i < 3; ++i) {
        std::error_code error;
        const Accepted nobody = listener.accept(error);
        CHECK(error);
        CHECK_FALSE(nobody.stream.is_open());
        CHECK(nobody.stream.native_handle() == no_handle);
    }
}

TEST_CASE("regression 9: connect with a limit reports a refusal as one, and soon") {
    for (const IpAddress& address : loopbacks()) {
        const ClosedPort nobody{address};
        std::error_code error;
        const Stopwatch watch;
        (void)TcpStream::connect(nobody.endpoint(), error, 10s);
        CHECK(error == std::errc::connection_refused);
        CHECK(watch.milliseconds() < 5000);
    }
}

TEST_CASE("regression 10: min, max and a program's own names stay usable behind the headers") {
    enum class Level { ERROR, DELETE };
    struct Planes {
        int near;
        int far;
    };
    const Planes planes{1, 2};
    CHECK(std::min(planes.near, planes.far) == 1);
    CHECK(std::max(planes.near, planes.far) == 2);
    CHECK(std::numeric_limits<int>::max() == INT_MAX);
    CHECK(Level::ERROR != Level::DELETE);
}

TEST_CASE("regression 11: every answer of a name is tried, and the error lists them all") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    const std::vector<Endpoint> answers{{loopback_v6, port}, {loopback_v4, port}};
    const Stopwatch watch;
    CHECK(TcpStream::connect(answers).peer_endpoint() == answers[1]);
    CHECK(watch.milliseconds() < 1500);
    listener.close();
    const ClosedPort one;
    const ClosedPort two;
    const Endpoint closed[] = {one.endpoint(), two.endpoint()};
    const std::string what = failure_of([&] { (void)TcpStream::connect(closed); }).what();
    CHECK(what.find(to_string(one.endpoint())) != what.npos);
    CHECK(what.find(to_string(two.endpoint())) != what.npos);
}

TEST_CASE("regression 15: an accepted socket blocks, even if the listener does not") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    listener.set_nonblocking(true);
    auto client = TcpStream::connect(listener.local_endpoint());
    Poller poller;
    poller.add(listener, Interest::recv, 0);
    std::array<Ready, 1> room;
    (void)poller.wait(room, 10s);
    auto [server, peer] = listener.accept();
    Gate gate;
    Observing observing{gate};
    Task writer([&] {
        gate.wait_until_blocked_in(Operation::recv);
        client.send_all("late");
    });
    std::array<char, 8> buffer;
    CHECK(server.recv(buffer) == "late");
}

TEST_CASE("regression 16: out of handles is told at once, and the client stays queued") {
    for (const std::errc condition :
         {std::errc::too_many_files_open, std::errc::too_many_files_open_in_system,
          std::errc::no_buffer_space, std::errc::not_enough_memory}) {
        auto listener = TcpListener::bind({loopback_v4, 0});
        auto client = TcpStream::connect(listener.local_endpoint());
        FaultInjector faults;
        faults.fail(Operation::accept, 1, condition);
        Observing observing{faults};
        std::error_code error;
        (void)listener.accept(error);
        CHECK(error == condition);
        CHECK(faults.count(Operation::accept) == 1);
        CHECK(listener.accept().peer == client.local_endpoint());
    }
}

TEST_CASE("regression 17: the transient errors of accept go by, and the next client is served") {
    std::vector<std::errc> transient{std::errc::connection_aborted, std::errc::network_down,
                                     std::errc::network_unreachable, std::errc::host_unreachable};
    if (on_windows) {
        transient.push_back(std::errc::connection_reset);
    } else {
        transient.push_back(std::errc::protocol_error);
        transient.push_back(std::errc::no_protocol_option);
        transient.push_back(std::errc::operation_not_supported);
    }
    transient.push_back(std::errc::interrupted);
    for (const std::errc condition : transient) {
        for (const Timeout limit : {forever, Timeout(10s)}) {
            CAPTURE(static_cast<int>(condition));
            auto listener = TcpListener::bind({loopback_v4, 0});
            auto client = TcpStream::connect(listener.local_endpoint());
            FaultInjector faults;
            faults.fail(Operation::accept, 1, condition, 3);
            Observing observing{faults};
            CHECK(listener.accept(limit).peer == client.local_endpoint());
        }
    }
}

TEST_CASE("regression 17: a client that resets while it is queued does not stop the server") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    TcpStream::connect(listener.local_endpoint()).reset();
    auto good = TcpStream::connect(listener.local_endpoint());
    bool served = false;
    for (int i = 0; i < 2 && !served; ++i) {
        served = listener.accept(10s).peer == good.local_endpoint();
    }
    CHECK(served);
}

TEST_CASE("regression 18: stop wakes accept and recv, before and after") {
    for (const bool before : {true, false}) {
        auto listener = TcpListener::bind({loopback_v4, 0});
        auto [client, server] = connected_pair();
        TcpStream& stream = server;
        Gate gate;
        Observing observing{gate};
        if (before) {
            listener.stop();
            stream.stop();
        }
        std::array<std::error_code, 2> errors;
        std::array<char, 8> buffer;
        Task a([&] { (void)listener.accept(errors[0]); });
        Task b([&] { (void)stream.recv(buffer, errors[1]); });
        if (!before) {
            CHECK(gate.wait_for(Operation::accept));
            CHECK(gate.wait_for(Operation::recv));
            if (waits_by_poll) CHECK(gate.wait_for(Operation::wait, 2));
            listener.stop();
            stream.stop();
        }
        a.join();
        b.join();
        for (const auto& error : errors) CHECK(error == std::errc::operation_canceled);
    }
}

TEST_CASE("regression 19: a limit does not start again at each interruption") {
    auto [client, server] = connected_pair();
    check_takes(50, [&, &server = server] {
        FaultInjector faults;
        faults.fail(Operation::wait, 1, std::errc::interrupted, 500);
        Observing observing{faults};
        std::array<char, 8> buffer;
        std::error_code error;
        const Stopwatch watch;
        (void)server.recv_exactly(buffer, error, 50ms);
        CHECK(error == std::errc::timed_out);
        return watch.milliseconds();
    });
}

TEST_CASE("regression 20: partial sends lose nothing, and a full buffer is waited for asleep") {
    auto [client, server] = connected_pair();
    client.set_send_buffer(20'000);
    FaultInjector faults;
    faults.cut(Operation::send, 5000);
    const std::string sent(1'000'000, 'z');
    std::string got;
    {
        Observing observing{faults};
        Task writer([&sent, &client = client] {
            client.send_all(sent, 20s);
            client.shutdown_send();
        });
        got = read_all(server);
    }
    CHECK(got == sent);
    // A busy wait would try thousands of times for each piece that goes.
    CHECK(faults.count(Operation::send) + faults.count(Operation::wait) < 4000);
}

TEST_CASE("regression 21: an early end is an error of its own, with how much came") {
    auto [client, server] = connected_pair();
    client.send_all("1234");
    client.shutdown_send();
    std::array<char, 8> buffer;
    const auto failure = failure_of([&, &server = server] { server.recv_exactly(buffer); });
    CHECK(failure.code() == Errc::end_of_stream);
    CHECK(failure.bytes_transferred() == 4);
}

TEST_CASE("regression 23: an empty datagram is data, and truncation is told") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    const Endpoint self = socket.local_endpoint();
    socket.send_to("", self);
    socket.send_to("hello", self);
    std::array<char, 4> buffer;
    const auto empty = socket.recv_from(buffer, 10s);
    CHECK(empty.data.empty());
    CHECK(empty.from == self);
    CHECK(socket.recv_from(buffer, 10s).truncated);
}

TEST_CASE("regression 24: lengths over 2 GiB are never cut to 32 bits") {
    if constexpr (sizeof(std::size_t) > 4) {
        struct Looker : Observer {
            Fault before(const Call& call) noexcept override {
                if (call.operation == Operation::send) size = call.size;
                return Fault::with(std::errc::connection_reset);
            }
            std::size_t size = 0;
        } looker;
        auto [client, server] = connected_pair();
        auto udp = UdpSocket::bind({loopback_v4, 0});
        constexpr std::size_t five = std::size_t{5} << 30;
        static char one = 'x';
        const std::string_view huge(&one, five);  // never looked at: the observer is first
        {
            Observing observing{looker};
            std::error_code error;
            (void)client.send(huge, error);
            CHECK(looker.size == five);
            (void)client.send_all(huge, error);
            CHECK(looker.size == five);
        }
        CHECK(failure_of([&] { udp.send_to(huge, home); }).code() == std::errc::message_size);
    }
}

TEST_CASE("regression 25: a port is read strictly, and the error quotes the text and the range") {
    for (const std::string text : {"65536", "80abc", "-1", "", " 80", "0x50"}) {
        const std::string what = failure_of([&] { (void)parse_port(text); }).what();
        CHECK(what.find('"' + text + '"') != what.npos);
        CHECK(what.find("0 to 65535") != what.npos);
    }
}

TEST_CASE("regression 26: octal, short and spaced addresses are refused") {
    for (const char* text : {"0177.0.0.1", "127.1", "127.0.0.1 ", " 127.0.0.1", "127.0.0.010"}) {
        std::error_code error;
        (void)parse_address(text, error);
        CHECK(error == Errc::bad_address);
    }
}

TEST_CASE("regression 27: a move closes what it replaces, once, and nothing else") {
    auto first = connected_pair();
    auto second = connected_pair();
    FaultInjector counter;
    {
        Observing observing{counter};
        first.client = std::move(second.client);
        CHECK(counter.count(Operation::close) == 1);
        TcpStream& same = first.client;
        first.client = std::move(same);
        CHECK(counter.count(Operation::close) == 1);
        second.client.close();  // NOLINT: it was moved from
        CHECK(counter.count(Operation::close) == 1);
        first.client.close();
        first.client.close();
        CHECK(counter.count(Operation::close) == 2);
    }
    std::array<char, 8> buffer;
    CHECK_FALSE(first.server.recv(buffer));
    CHECK_FALSE(second.server.recv(buffer));
}

TEST_CASE("regression 28: a polite parting loses no answer") {
    auto [client, server] = connected_pair();
    const std::string answer(300'000, 'a');
    client.send_all("a question that the server reads in part");
    Task reader([&, &client = client] {
        CHECK(read_all(client) == answer);
        client.close();
    });
    std::array<char, 3> some;
    server.recv_exactly(some);
    server.send_all(answer);
    server.shutdown_send();
    CHECK(read_all(server) == "uestion that the server reads in part");
}

TEST_CASE("regression 29: connect never returns a stream that is connected to itself") {
    // The kernel chooses the client's port; here an observer chooses for it, the worst one.
    struct Chooser : Observer {
        Fault before(const Call& call) noexcept override {
            if (call.operation == Operation::connect) {
                const detail::SocketAddress own{Endpoint{loopback_v4, call.endpoint->port}};
                (void)detail::native::bind(call.handle, &own.generic, own.size);
            }
            return {};
        }
    } chooser;
    for (const IpAddress& to : {loopback_v4, any_v4}) {
        for (const Timeout limit : {forever, Timeout(2s)}) {
            Endpoint target{to, 0};
            {
                const ClosedPort port;
                target.port = port.endpoint().port;
            }
            Observing observing{chooser};
            std::error_code error;
            const auto stream = TcpStream::connect(target, error, limit);
            CHECK_FALSE(stream.is_open());
            CHECK(error);
            if (on_linux) CHECK(error == std::errc::connection_refused);
        }
    }
}

TEST_CASE("regression 32: a blocked call asks the system once or twice, and sleeps") {
    auto [client, server] = connected_pair();
    auto listener = TcpListener::bind({loopback_v4, 0});
    FaultInjector counter;
    Observing observing{counter};
    std::array<char, 8> buffer;
    std::error_code error;
    (void)server.recv(buffer, error, 60ms);
    (void)listener.accept(error, 60ms);
    CHECK(counter.count() <= 10);
}
