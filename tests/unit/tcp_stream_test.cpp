#include "support.hpp"

#include <random>

namespace {

std::string some_bytes(std::size_t count) {
    std::mt19937 random{7};
    std::string bytes(count, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    return bytes;
}

}  // namespace

TEST_CASE("what one end sends, the other receives") {
    for (const IpAddress& address : loopbacks()) {
        CAPTURE(address);
        auto [client, server] = connected_pair(address);
        client.send_all("hello");
        std::array<char, 64> buffer;
        CHECK(server.recv(buffer) == "hello");
        server.send_all("and back");
        CHECK(client.recv(buffer) == "and back");
    }
}

TEST_CASE("recv returns what is there, and no more than the buffer holds") {
    auto [client, server] = connected_pair();
    client.send_all("hello");
    std::array<char, 2> buffer;
    CHECK(server.recv(buffer) == "he");
    CHECK(server.recv(buffer) == "ll");
    CHECK(server.recv(buffer) == "o");
}

TEST_CASE("zeros are bytes like any other, and a literal brings no terminator along") {
    auto [client, server] = connected_pair();
    client.send_all(std::string_view("a\0b", 3));
    client.send_all("c");
    client.shutdown_send();
    CHECK(read_all(server) == std::string("a\0bc", 4));
}

TEST_CASE("the end of the stream is told each time it is asked for") {
    auto [client, server] = connected_pair();
    client.shutdown_send();
    std::array<char, 8> buffer;
    CHECK_FALSE(server.recv(buffer));
    CHECK_FALSE(server.recv(buffer));
    std::error_code error = Errc::bad_port;
    CHECK_FALSE(server.recv(buffer, error));
    CHECK(!error);
    std::array<std::byte, 8> bytes;
    CHECK_FALSE(server.recv(bytes));
}

TEST_CASE("after shutdown_send the other direction goes on") {
    auto [client, server] = connected_pair();
    client.send_all("question");
    client.shutdown_send();
    CHECK(read_all(server) == "question");
    server.send_all("answer");
    server.shutdown_send();
    CHECK(read_all(client) == "answer");
}

TEST_CASE("to send after shutdown_send is a broken pipe and no signal") {
    auto [client, server] = connected_pair();
    client.shutdown_send();
    const auto failure = failure_of([&client = client] { client.send_all("more"); });
    CHECK(failure.code() == std::errc::broken_pipe);
    CHECK(failure.bytes_transferred() == 0);
}

TEST_CASE("an empty buffer is an error and not the end of the stream") {
    auto [client, server] = connected_pair();
    client.send_all("x");
    CHECK(failure_of([&server = server] { server.recv(std::span<char>()); }).code() ==
          std::errc::invalid_argument);
    CHECK(failure_of([&server = server] { server.recv(std::span<std::byte>()); }).code() ==
          std::errc::invalid_argument);
    std::error_code error;
    CHECK_FALSE(server.recv(std::span<char>(), error));
    CHECK(error == std::errc::invalid_argument);
    CHECK_FALSE(server.recv(std::span<std::byte>(), error, 0ms));
    CHECK(error == std::errc::invalid_argument);
    std::array<char, 8> buffer;
    CHECK(server.recv(buffer) == "x");
}

TEST_CASE("to send nothing sends nothing, and succeeds") {
    auto [client, server] = connected_pair();
    client.send_all("");
    CHECK(client.send("") == 0);
    client.send_all(std::span<const std::byte>());
    client.send_all("x");
    std::array<char, 8> buffer;
    CHECK(server.recv(buffer) == "x");
}

TEST_CASE("recv_exactly fills the buffer from many pieces") {
    auto [client, server] = connected_pair();
    Gate gate;
    Observing observing{gate};
    Task writer([&client = client, &gate] {
        for (std::size_t i = 0; i < 5; ++i) {
            gate.wait_until_blocked_in(Operation::recv, i + 1);
            client.send_all(std::string_view("hello").substr(i, 1));
        }
    });
    std::array<char, 5> buffer;
    server.recv_exactly(buffer);
    CHECK(std::string_view(buffer.data(), 5) == "hello");
}

TEST_CASE("recv_exactly leaves what comes after, and nothing is nothing to wait for") {
    auto [client, server] = connected_pair();
    server.recv_exactly(std::span<char>());
    client.send_all("hello");
    std::array<char, 2> two;
    server.recv_exactly(two);
    std::array<char, 8> buffer;
    CHECK(server.recv(buffer) == "llo");
}

TEST_CASE("an end before everything has come is an error of its own, with how much came") {
    auto [client, server] = connected_pair();
    client.send_all("abc");
    client.close();
    std::array<char, 8> buffer{};
    const auto failure =
        failure_of([&server = server, &buffer] { server.recv_exactly(buffer, 5s); });
    CHECK(failure.code() == Errc::end_of_stream);
    CHECK(failure.bytes_transferred() == 3);
    CHECK(std::string_view(buffer.data(), 3) == "abc");
    std::error_code error;
    CHECK(server.recv_exactly(buffer, error) == 0);
    CHECK(error == Errc::end_of_stream);
}

TEST_CASE("the form with an error code of recv_exactly counts what came") {
    auto [client, server] = connected_pair();
    client.send_all("abc");
    std::array<char, 8> buffer;
    std::error_code error;
    CHECK(server.recv_exactly(buffer, error, 10ms) == 3);
    CHECK(error == std::errc::timed_out);
    client.send_all("12345678");
    CHECK(server.recv_exactly(buffer, error) == 8);
    CHECK(!error);
}

TEST_CASE("bytes work like characters") {
    auto [client, server] = connected_pair();
    const std::array<std::byte, 3> three{std::byte{0}, std::byte{0xff}, std::byte{10}};
    client.send_all(three);
    CHECK(client.send(std::span<const std::byte>(three)) == 3);
    std::array<std::byte, 6> buffer;
    server.recv_exactly(buffer);
    CHECK(buffer[1] == std::byte{0xff});
    CHECK(buffer[5] == std::byte{10});
    client.send_all(three);
    const Bytes received = server.recv(buffer);
    CHECK(received.size() == 3);
    CHECK(received[0] == std::byte{0});
}

TEST_CASE("bytes work like characters where an error code is set, too") {
    auto [client, server] = connected_pair();
    const std::array<std::byte, 3> three{std::byte{0}, std::byte{0xff}, std::byte{10}};
    std::error_code error = std::make_error_code(std::errc::timed_out);
    CHECK(client.send(three, error) == 3);
    CHECK(!error);
    CHECK(client.send_all(three, error) == 3);
    CHECK(!error);
    std::array<std::byte, 6> buffer;
    CHECK(server.peek(std::span(buffer).first(2)).size() == 2);
    CHECK(server.peek(std::span(buffer).first(2), error)[1] == std::byte{0xff});
    CHECK(server.recv_exactly(buffer, error) == 6);
    CHECK(!error);
    CHECK(buffer[5] == std::byte{10});

    CHECK(client.send_all(three, error, 20s) == 3);
    CHECK(server.recv_exactly(buffer, error, 10ms) == 3);
    CHECK(error == std::errc::timed_out);
    CHECK(server.peek(buffer, error, 0ms).empty());
    CHECK(error == std::errc::operation_would_block);
    client.stop();
    CHECK(client.send(three, error) == 0);
    CHECK(error == std::errc::operation_canceled);
    CHECK(client.send_all(three, error) == 0);
    CHECK(error == std::errc::operation_canceled);
}

TEST_CASE("send_all sends megabytes to a slow reader without losing one") {
    const std::string sent = some_bytes(1'000'000);
    for (const Timeout limit : {forever, Timeout(20s)}) {
        auto [client, server] = connected_pair();
        client.set_send_buffer(20'000);
        Task writer([&client = client, &sent, limit] {
            client.send_all(sent, limit);
            client.shutdown_send();
        });
        CHECK(read_all(server) == sent);
    }
}

TEST_CASE("send_all goes on after partial sends, and recv_exactly after partial receives") {
    FaultInjector faults;
    faults.cut(Operation::send, 1);
    faults.cut(Operation::recv, 2);
    auto [client, server] = connected_pair();
    Observing observing{faults};
    client.send_all("hello world");
    CHECK(faults.count(Operation::send) == 11);
    std::array<char, 11> buffer;
    server.recv_exactly(buffer);
    CHECK(std::string_view(buffer.data(), 11) == "hello world");
    CHECK(faults.count(Operation::recv) >= 6);
}

TEST_CASE("send says how much the kernel took") {
    FaultInjector faults;
    faults.cut(Operation::send, 3);
    auto [client, server] = connected_pair();
    Observing observing{faults};
    CHECK(client.send("hello") == 3);
    std::error_code error;
    CHECK(client.send("hello", error) == 3);
    CHECK(!error);
}

TEST_CASE("an error in the middle of send_all says how much went before") {
    FaultInjector faults;
    faults.cut(Operation::send, 4);
    faults.fail(Operation::send, 3, std::errc::connection_reset);
    auto [client, server] = connected_pair();
    Observing observing{faults};
    const auto failure = failure_of([&client = client] { client.send_all("hello, world"); });
    CHECK(failure.code() == std::errc::connection_reset);
    CHECK(failure.bytes_transferred() == 8);
    CHECK(failure.operation() == "send_all");
    faults.fail(Operation::send, 2, std::errc::connection_reset);
    std::error_code error;
    CHECK(client.send_all("hello, world", error) == 4);
    CHECK(error == std::errc::connection_reset);
}

TEST_CASE("both error forms tell the same error") {
    const ClosedPort nobody;
    std::error_code error;
    auto stream = TcpStream::connect(nobody.endpoint(), error);
    CHECK_FALSE(stream.is_open());
    const auto failure = failure_of([&] { (void)TcpStream::connect(nobody.endpoint()); });
    CHECK(error == failure.code());
    CHECK(error == std::errc::connection_refused);
    CHECK(*failure.peer_endpoint() == nobody.endpoint());
    CHECK(failure.local_endpoint() == nullptr);

    std::array<char, 8> buffer;
    for (const std::errc condition : {std::errc::connection_reset, std::errc::timed_out,
                                      std::errc::network_down, std::errc::not_enough_memory}) {
        auto [client, server] = connected_pair();
        FaultInjector faults;
        faults.fail(Operation::recv, 1, condition, 3);
        faults.fail(Operation::send, 1, condition, 4);
        Observing observing{faults};
        TcpStream& one = client;
        CHECK(failure_of([&] { one.recv(buffer); }).code() == condition);
        CHECK(failure_of([&] { one.recv_exactly(buffer); }).code() == condition);
        (void)one.recv(buffer, error);
        CHECK(error == condition);
        CHECK(failure_of([&] { one.send("x"); }).code() == condition);
        CHECK(failure_of([&] { one.send_all("x"); }).code() == condition);
        (void)one.send("x", error);
        CHECK(error == condition);
        (void)one.send_all("x", error);
        CHECK(error == condition);
    }
}

TEST_CASE("success clears the error of the call before") {
    auto [client, server] = connected_pair();
    std::error_code error = Errc::bad_port;
    client.send_all("hello", error);
    CHECK(!error);
    error = Errc::bad_port;
    std::array<char, 8> buffer;
    CHECK(server.recv(buffer, error) == "hello");
    CHECK(!error);
}

TEST_CASE("a failure knows both ends, and the line of the program that made the call") {
    auto [client, server] = connected_pair();
    const Endpoint local = server.local_endpoint();
    const Endpoint peer = server.peer_endpoint();
    client.reset();
    std::array<char, 8> buffer;
    unsigned line = 0;
    const auto failure = failure_of([&, &server = server] {
        line = __LINE__ + 1;
        server.recv(buffer);
    });
    CHECK(failure.code() == std::errc::connection_reset);
    CHECK(failure.operation() == "recv");
    REQUIRE(failure.local_endpoint() != nullptr);
    CHECK(*failure.local_endpoint() == local);
    REQUIRE(failure.peer_endpoint() != nullptr);
    CHECK(*failure.peer_endpoint() == peer);
    CHECK(failure.caller().line == line);
    CHECK(std::string(failure.caller().file).ends_with("tcp_stream_test.cpp"));
    CHECK(std::string(failure.what()) ==
          "recv " + to_string(local) + " -> " + to_string(peer) + ": Connection reset by peer");
    CHECK(server.peer_endpoint() == peer);
}

TEST_CASE("a peer that is gone makes send fail, not the process") {
    auto [client, server] = connected_pair();
    client.reset();
    std::error_code error;
    for (int i = 0; i < 100 && !error; ++i) server.send_all("anybody?", error);
    const bool gone = error == std::errc::connection_reset || error == std::errc::broken_pipe ||
                      error == std::errc::connection_aborted;
    CHECK(gone);
    server.send_all("anybody?", error);
    CHECK(error);
}

TEST_CASE("close with unread data resets, and a polite parting does not") {
    auto [client, server] = connected_pair();
    client.send_all("unread");
    std::array<char, 3> buffer;
    server.recv_exactly(buffer);
    server.close();
    std::error_code error;
    (void)client.recv(buffer, error);
    CHECK(error == std::errc::connection_reset);
}

TEST_CASE("a closed or unconnected stream fails in every call") {
    TcpStream nothing;
    std::array<char, 8> buffer;
    std::error_code error;
    (void)nothing.recv(buffer, error);
    CHECK(error);
    (void)nothing.send_all("x", error);
    CHECK(error);
    (void)nothing.send("x", error, 1ms);
    CHECK(error);
    nothing.shutdown_send(error);
    CHECK(error);
    const auto failure = failure_of([&] { nothing.recv_exactly(buffer); });
    CHECK(failure.peer_endpoint() == nullptr);
    CHECK(failure.local_endpoint() == nullptr);
    CHECK_THROWS_AS(nothing.shutdown_recv(), SocketError);
    CHECK_THROWS_AS(nothing.set_no_delay(true), SocketError);
    nothing.stop();
}

TEST_CASE("in non-blocking mode calls fail with would_block instead of waiting") {
    auto [client, server] = connected_pair();
    CHECK_FALSE(server.is_nonblocking());
    server.set_nonblocking(true);
    CHECK(server.is_nonblocking());
    std::array<char, 8> buffer;
    std::error_code error;
    (void)server.recv(buffer, error);
    CHECK(error == std::errc::operation_would_block);
    CHECK(failure_of([&, &server = server] { server.recv_exactly(buffer); }).code() ==
          std::errc::operation_would_block);
    const std::string block(1'000'000, 'x');
    std::size_t all = 0;
    for (int i = 0; i < 1000 && (i == 0 || !error); ++i) all += server.send_all(block, error);
    CHECK(error == std::errc::operation_would_block);
    CHECK(all > 0);
    const auto failure = failure_of([&, &server = server] { server.send_all(block); });
    CHECK(failure.code() == std::errc::operation_would_block);

    server.set_nonblocking(false);
    CHECK_FALSE(server.is_nonblocking());
    Gate gate;
    Observing observing{gate};
    Task writer([&client = client, &gate] {
        gate.wait_until_blocked_in(Operation::recv);
        client.send_all("late");
    });
    CHECK(server.recv(buffer) == "late");
}

TEST_CASE("in non-blocking mode a limit still waits") {
    auto [client, server] = connected_pair();
    server.set_nonblocking(true);
    std::array<char, 8> buffer;
    std::error_code error;
    const Stopwatch watch;
    (void)server.recv(buffer, error, 30ms);
    CHECK(error == std::errc::timed_out);
    CHECK(watch.milliseconds() >= 29);
}

TEST_CASE("one thread sends while another receives") {
    auto [client, server] = connected_pair();
    const std::string sent = some_bytes(1'000'000);
    Task echo([&server = server] {
        std::array<char, 4096> buffer;
        while (auto received = server.recv(buffer)) server.send_all(received);
        server.shutdown_send();
    });
    Task writer([&client = client, &sent] {
        client.send_all(sent);
        client.shutdown_send();
    });
    CHECK(read_all(client) == sent);
}

TEST_CASE("no-delay, keep-alive and linger make a round trip") {
    auto [client, server] = connected_pair();
    for (const bool on : {true, false, true}) {
        client.set_no_delay(on);
        CHECK(client.no_delay() == on);
        client.set_keep_alive(on);
        CHECK(client.keep_alive() == on);
    }
    CHECK(client.linger_time() < 0s);
    client.set_linger(5s);
    CHECK(client.linger_time() == 5s);
    client.set_linger(0s);
    CHECK(client.linger_time() == 0s);
    client.set_linger(-1s);
    CHECK(client.linger_time() < 0s);
}

TEST_CASE("a linger too long for the system is cut to its longest, never to a reset") {
    auto [client, server] = connected_pair();
    for (const std::chrono::seconds limit :
         {std::chrono::seconds{std::int64_t{1} << 32}, std::chrono::seconds{1 << 16},
          std::chrono::seconds::max()}) {
        client.set_linger(limit);
        CHECK(client.linger_time() > 9h);
    }
    client.set_linger(-1s);
}

TEST_CASE("shutdown_recv ends receiving here") {
    if (on_windows) return;  // Winsock fails the calls instead (shutdown, "Remarks")
    auto [client, server] = connected_pair();
    server.shutdown_recv();
    std::array<char, 8> buffer;
    CHECK_FALSE(server.recv(buffer));
    server.send_all("still sending");
    CHECK(client.recv(buffer));
}

TEST_CASE("of several endpoints the first that answers is taken") {
    const ClosedPort first;
    const ClosedPort second;
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint servers[] = {first.endpoint(), second.endpoint(), listener.local_endpoint()};
    CHECK(TcpStream::connect(servers).peer_endpoint() == listener.local_endpoint());
    CHECK(TcpStream::connect(servers, 5s).peer_endpoint() == listener.local_endpoint());
}

TEST_CASE("if none answers, the error tells of all that were tried") {
    const ClosedPort first;
    const ClosedPort second;
    const Endpoint servers[] = {first.endpoint(), second.endpoint()};
    const auto failure = failure_of([&] { (void)TcpStream::connect(servers); });
    CHECK(failure.code() == std::errc::connection_refused);
    CHECK(*failure.peer_endpoint() == second.endpoint());
    const std::string what = failure.what();
    CHECK(what.find("tried " + to_string(first.endpoint()) + " (Connection refused), " +
                    to_string(second.endpoint()) + " (Connection refused)") != what.npos);
    const auto once = failure_of([&] { (void)TcpStream::connect(std::span(servers, 1)); });
    CHECK(std::string(once.what()) ==
          "connect to " + to_string(first.endpoint()) + ": Connection refused");
    const auto none = failure_of([] { (void)TcpStream::connect(std::span<const Endpoint>()); });
    CHECK(none.code() == Errc::host_not_found);
}

TEST_CASE("of several endpoints the last failure is told as it was, unless the time was over") {
    if (on_windows) return;  // there every connect that goes on says so
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint servers[] = {listener.local_endpoint(), listener.local_endpoint()};
    for (const Timeout limit : {forever, Timeout(10s)}) {
        FaultInjector faults;
        faults.fail(Operation::connect, 1, std::errc::operation_would_block, 2);
        Observing observing{faults};
        const auto failure = failure_of([&] { (void)TcpStream::connect(servers, limit); });
        CHECK(failure.code() == std::errc::operation_would_block);
    }
}

TEST_CASE("of several endpoints each gets its share of the limit, and a silent one no more") {
    if (on_windows) return;  // there a full queue refuses
    struct FirstWaits : Observer {
        std::vector<int> milliseconds;
        bool connecting = false;
        Fault before(const Call& call) noexcept override {
            if (call.operation == Operation::connect) connecting = true;
            if (call.operation == Operation::wait && connecting) {
                milliseconds.push_back(call.argument);
                connecting = false;
            }
            return {};
        }
    };
    const FullListener silent;
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint servers[] = {silent.endpoint, silent.endpoint, listener.local_endpoint()};
    FirstWaits waits;
    {
        Observing observing{waits};
        CHECK(TcpStream::connect(servers, 6s).peer_endpoint() == listener.local_endpoint());
    }
    REQUIRE(waits.milliseconds.size() >= 2);
    CHECK(waits.milliseconds[0] <= 2000);
    CHECK(waits.milliseconds[0] > 0);
    CHECK(waits.milliseconds[1] <= 2000);
    std::error_code error;
    try {
        (void)TcpStream::connect(servers, 0s);  // tries each once, and waits for none
    } catch (const SocketError& failure) {
        error = failure.code();
    }
    CHECK((!error || error == std::errc::operation_would_block));
}

TEST_CASE("a connection to itself is refused, by either way to write this host") {
    // By itself it takes a client whose own port happens to be the one that it asks for: here the
    // socket is bound to that port first.
    for (const IpAddress& to : {loopback_v4, any_v4}) {
        if (on_windows && to == any_v4) continue;  // Winsock does not connect to 0.0.0.0
        const detail::Site site{"connect", {}};
        const auto bound = detail::open_bound({loopback_v4, 0}, SOCK_STREAM, false, site,
                                              [](NativeHandle) { return 0; });
        auto self = Socket::adopt(static_cast<NativeHandle>(bound.value));
        const Endpoint target{to, self.local_endpoint().port};
        const auto done = detail::connect(self.native_handle(), target, site);
        const bool connected = done.error == 0 || done.error == detail::native::in_progress;
        if (!connected) continue;  // this system does not let a socket meet itself
        CHECK(detail::refuse_itself(self.native_handle(), target, site) == detail::native::refused);
    }
}

TEST_CASE("connect survives a signal at the worst moment") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    FaultInjector faults;
    faults.fail(Operation::connect, 1, std::errc::interrupted);
    faults.fail(Operation::wait, 1, std::errc::interrupted, 3);
    Observing observing{faults};
    auto client = TcpStream::connect(listener.local_endpoint());
    auto [server, peer] = listener.accept();
    client.send_all("x");
    std::array<char, 8> buffer;
    CHECK(server.recv(buffer) == "x");
    const ClosedPort nobody;
    faults.fail(Operation::connect, 1, std::errc::interrupted);
    std::error_code error;
    (void)TcpStream::connect(nobody.endpoint(), error);
    CHECK(error == std::errc::connection_refused);
}

TEST_CASE("a connection may come from an endpoint of choice") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint server = listener.local_endpoint();
    auto client = TcpStream::connect_from({loopback_v4, 0}, server, 20s);
    auto [accepted, peer] = listener.accept();
    CHECK(peer == client.local_endpoint());
    CHECK(client.peer_endpoint() == server);
    const auto taken = failure_of([&] { (void)TcpStream::connect_from(server, server); });
    CHECK(taken.code() == std::errc::address_in_use);
    CHECK(taken.operation() == "connect_from");
    CHECK(*taken.local_endpoint() == server);
    CHECK(*taken.peer_endpoint() == server);
    const Endpoint strange{parse_address("192.0.2.1"), 0};
    CHECK(failure_of([&] { (void)TcpStream::connect_from(strange, server); }).code() ==
          std::errc::address_not_available);
}
