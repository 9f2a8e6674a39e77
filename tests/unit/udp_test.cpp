#include "support.hpp"

TEST_CASE("a datagram arrives whole, and says who sent it") {
    for (const IpAddress& address : loopbacks()) {
        CAPTURE(address);
        auto server = UdpSocket::bind({address, 0});
        auto client = UdpSocket::bind({address, 0});
        client.send_to("one", server.local_endpoint());
        client.send_to("three", server.local_endpoint());
        std::array<char, 100> buffer;
        auto first = server.recv_from(buffer);
        CHECK(first.data == "one");
        CHECK(first.from == client.local_endpoint());
        CHECK_FALSE(first.truncated);
        CHECK(server.recv_from(buffer).data == "three");
        server.send_to("back", first.from);
        CHECK(client.recv_from(buffer).data == "back");
    }
}

TEST_CASE("a datagram of length zero is data") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto client = UdpSocket::connect(server.local_endpoint());
    client.send("");
    client.send_to("", server.local_endpoint());
    std::array<char, 8> buffer;
    for (int i = 0; i < 2; ++i) {
        const auto empty = server.recv_from(buffer, 5s);
        CHECK(empty.data.empty());
        CHECK_FALSE(empty.truncated);
        CHECK(empty.from == client.local_endpoint());
    }
}

TEST_CASE("a datagram longer than the buffer is told to be truncated") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto client = UdpSocket::connect(server.local_endpoint());
    std::array<char, 3> buffer;
    client.send("hello");
    client.send("abc");
    auto cut = server.recv_from(buffer);
    CHECK(cut.data == "hel");
    CHECK(cut.truncated);
    CHECK(cut.from == client.local_endpoint());
    auto whole = server.recv_from(buffer);
    CHECK(whole.data == "abc");
    CHECK_FALSE(whole.truncated);
    client.send("hello");
    std::error_code error;
    CHECK(server.recv_from(buffer, error).truncated);
    CHECK(!error);
    client.send("hello");
    std::array<std::byte, 3> bytes;
    CHECK(server.recv_from(bytes).truncated);
}

TEST_CASE("bytes work like characters") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto client = UdpSocket::connect(server.local_endpoint());
    const std::array<std::byte, 2> two{std::byte{0}, std::byte{255}};
    client.send(two);
    client.send_to(two, server.local_endpoint());
    std::array<std::byte, 8> buffer;
    for (int i = 0; i < 2; ++i) {
        const auto datagram = server.recv_from(buffer);
        REQUIRE(datagram.data.size() == 2);
        CHECK(datagram.data[1] == std::byte{255});
    }
}

TEST_CASE("each form with an error code sets it instead of throwing") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto client = UdpSocket::connect(server.local_endpoint());
    const std::array<std::byte, 2> two{std::byte{0}, std::byte{255}};
    const Endpoint there = server.local_endpoint();
    std::array<std::byte, 8> buffer;
    std::error_code error;
    const auto arrives = [&](const char* how) {
        CAPTURE(how);
        CHECK(!error);
        error = std::make_error_code(std::errc::timed_out);
        CHECK(server.recv_from(buffer, error, 20s).data.size() == 2);
        CHECK(!error);
    };
    client.send("ab", error);
    arrives("send");
    client.send(two, error);
    arrives("send, bytes");
    client.send_to("ab", there, error);
    arrives("send_to");
    client.send_to(two, there, error);
    arrives("send_to, bytes");

    CHECK(server.recv_from(buffer, error, 0ms).data.empty());
    CHECK(error == std::errc::operation_would_block);
    const std::string too_long(70'000, 'x');
    client.send(too_long, error);
    CHECK(error == std::errc::message_size);
    client.send_to(too_long, there, error);
    CHECK(error == std::errc::message_size);
    client.stop();
    client.send(two, error, 20s);
    CHECK(error == std::errc::operation_canceled);
    client.send_to(two, there, error, 20s);
    CHECK(error == std::errc::operation_canceled);
}

TEST_CASE("an empty buffer is an error") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    CHECK(failure_of([&] { server.recv_from(std::span<char>()); }).code() ==
          std::errc::invalid_argument);
    std::error_code error;
    (void)server.recv_from(std::span<char>(), error, 0ms);
    CHECK(error == std::errc::invalid_argument);
}

TEST_CASE("a datagram that is too long is refused, and names where it was meant to go") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    const std::string big(70'000, 'x');
    const auto failure = failure_of([&] { server.send_to(big, home); });
    CHECK(failure.code() == std::errc::message_size);
    CHECK(failure.operation() == "send_to");
    REQUIRE(failure.peer_endpoint() != nullptr);
    CHECK(*failure.peer_endpoint() == home);
    const std::string largest(65'507, 'x');
    server.send_to(largest, server.local_endpoint());
    std::vector<char> room(65'536);
    CHECK(server.recv_from(room).data.size() == 65'507);
}

TEST_CASE("a connected socket hears its partner alone") {
    auto partner = UdpSocket::bind({loopback_v4, 0});
    auto stranger = UdpSocket::bind({loopback_v4, 0});
    auto client = UdpSocket::connect(partner.local_endpoint());
    CHECK(client.peer_endpoint() == partner.local_endpoint());
    CHECK(partner.peer_endpoint() == Endpoint{});
    stranger.send_to("noise", client.local_endpoint());
    partner.send_to("signal", client.local_endpoint());
    std::array<char, 8> buffer;
    CHECK(client.recv_from(buffer).data == "signal");
    std::error_code error;
    (void)client.recv_from(buffer, error, 0ms);
    CHECK(error == std::errc::operation_would_block);
}

TEST_CASE("a socket with a partner sends to nobody else") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto other = UdpSocket::bind({loopback_v4, 0});
    const Endpoint partner = server.local_endpoint();
    auto client = UdpSocket::connect(partner);
    auto adopted = UdpSocket::adopt(UdpSocket::connect(partner).release());
    const auto failure = failure_of([&] { client.send_to("no", other.local_endpoint()); });
    CHECK(failure.code() == std::errc::already_connected);
    CHECK(*failure.peer_endpoint() == other.local_endpoint());
    std::error_code error;
    adopted.send_to("no", other.local_endpoint(), error);
    CHECK(error == std::errc::already_connected);
    std::array<char, 8> buffer;
    (void)other.recv_from(buffer, error, 0s);
    CHECK(error == std::errc::operation_would_block);

    Recorder recorder;
    {
        Observing observing{recorder};
        client.send_to("hello", partner);
        client.send_to("again", {parse_address("::ffff:127.0.0.1"), partner.port});
    }
    CHECK(recorder.seen().size() == 2);
    CHECK(server.recv_from(buffer, 20s).data == "hello");
    CHECK(server.recv_from(buffer, 20s).data == "again");
}

TEST_CASE("a connected socket learns that nobody listens") {
    if (wine_lacks("refused-datagrams")) return;
    Endpoint nobody;
    {
        auto gone = UdpSocket::bind({loopback_v4, 0});
        nobody = gone.local_endpoint();
    }
    auto client = UdpSocket::connect(nobody);
    client.send("anybody?");
    std::array<char, 8> buffer;
    std::error_code error;
    (void)client.recv_from(buffer, error, 5s);
    CHECK(error == std::errc::connection_refused);
}

TEST_CASE("a signal does not undo the choice of a partner") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    FaultInjector faults;
    faults.fail(Operation::connect, 1, std::errc::interrupted);
    Observing observing{faults};
    auto client = UdpSocket::connect(server.local_endpoint());
    client.send("hello");
    std::array<char, 8> buffer;
    CHECK(server.recv_from(buffer, 10s).data == "hello");
}

TEST_CASE("an unconnected socket is not disturbed by somebody else's closed port") {
    Endpoint nobody;
    {
        auto gone = UdpSocket::bind({loopback_v4, 0});
        nobody = gone.local_endpoint();
    }
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto client = UdpSocket::bind({loopback_v4, 0});
    server.send_to("anybody?", nobody);
    client.send_to("hello", server.local_endpoint());
    std::array<char, 8> buffer;
    CHECK(server.recv_from(buffer).data == "hello");
}

TEST_CASE("no second socket shares the port") {
    auto first = UdpSocket::bind({loopback_v4, 0});
    std::error_code error;
    auto second = UdpSocket::bind(first.local_endpoint(), error);
    CHECK(error == std::errc::address_in_use);
    CHECK_FALSE(second.is_open());
    (void)UdpSocket::bind({any_v4, first.local_endpoint().port}, error, expose_to_network);
    CHECK(error == std::errc::address_in_use);
}

TEST_CASE("beyond loopback nothing is bound unless it is exposed") {
    std::error_code error;
    (void)UdpSocket::bind({any_v4, 0}, error);
    CHECK(error == Errc::not_loopback);
    CHECK(UdpSocket::bind({any_v4, 0}, expose_to_network).is_open());
}

TEST_CASE("an IPv4-mapped address is bound and connected to as the IPv4 address that it is") {
    const IpAddress mapped = parse_address("::ffff:127.0.0.1");
    auto server = UdpSocket::bind({mapped, 0});
    const Endpoint where = server.local_endpoint();
    CHECK(where.address == loopback_v4);
    auto client = UdpSocket::connect({mapped, where.port});
    CHECK(client.peer_endpoint() == where);
    client.send("hello");
    std::array<char, 8> buffer;
    CHECK(server.recv_from(buffer, 20s).data == "hello");
    std::error_code error;
    (void)UdpSocket::bind({parse_address("::ffff:0.0.0.0"), 0}, error);
    CHECK(error == Errc::not_loopback);
}

TEST_CASE("in non-blocking mode recv_from fails with would_block instead of waiting") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    socket.set_nonblocking(true);
    CHECK(socket.is_nonblocking());
    std::array<char, 8> buffer;
    CHECK(failure_of([&] { socket.recv_from(buffer); }).code() == std::errc::operation_would_block);
    socket.set_nonblocking(false);
    Gate gate;
    Observing observing{gate};
    const Endpoint where = socket.local_endpoint();
    Task writer([&gate, where] {
        gate.wait_until_blocked_in(Operation::recv);
        UdpSocket::connect(where).send("late");
    });
    CHECK(socket.recv_from(buffer).data == "late");
}

TEST_CASE("signals do not disturb datagrams") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    FaultInjector faults;
    faults.fail(Operation::send, 1, std::errc::interrupted, 2);
    faults.fail(Operation::recv, 1, std::errc::interrupted, 2);
    Observing observing{faults};
    socket.send_to("x", socket.local_endpoint());
    std::array<char, 8> buffer;
    CHECK(socket.recv_from(buffer).data == "x");
}

TEST_CASE("a failure of recv_from knows this end, and the caller's line") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    std::array<char, 8> buffer;
    unsigned line = 0;
    const auto failure = failure_of([&] {
        line = __LINE__ + 1;
        socket.recv_from(buffer, 1ms);
    });
    CHECK(failure.code() == std::errc::timed_out);
    CHECK(failure.operation() == "recv_from");
    CHECK(*failure.local_endpoint() == socket.local_endpoint());
    CHECK(failure.peer_endpoint() == nullptr);
    CHECK(failure.caller().line == line);
}

TEST_CASE("one thread sends while another receives") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto client = UdpSocket::connect(server.local_endpoint());
    Task echo([&] {
        std::array<char, 64> buffer;
        for (int i = 0; i < 200; ++i) {
            const auto datagram = server.recv_from(buffer, 10s);
            server.send_to(datagram.data, datagram.from);
        }
    });
    std::array<char, 64> buffer;
    for (int i = 0; i < 200; ++i) {
        client.send(std::to_string(i));
        CHECK(client.recv_from(buffer, 10s).data == std::to_string(i));
    }
}

TEST_CASE("to peek leaves the datagram where it is") {
    auto socket = UdpSocket::bind({loopback_v4, 0});
    const Endpoint self = socket.local_endpoint();
    socket.send_to("hello", self);
    std::array<char, 3> small;
    std::array<char, 8> buffer;
    std::array<std::byte, 8> bytes;
    const auto peeked = socket.peek_from(small, 20s);
    CHECK(peeked.data == "hel");
    CHECK(peeked.truncated);
    CHECK(peeked.from == self);
    CHECK(socket.peek_from(bytes, 20s).data.size() == 5);
    std::error_code error;
    CHECK(socket.peek_from(buffer, error, 20s).data == "hello");
    CHECK(socket.peek_from(bytes, error, 20s).data.size() == 5);
    CHECK(socket.recv_from(buffer, 20s).data == "hello");
    (void)socket.peek_from(buffer, error, 0s);
    CHECK(error == std::errc::operation_would_block);
    const auto failure = failure_of([&] { (void)socket.peek_from(buffer, 1ms); });
    CHECK(failure.operation() == "peek_from");
}

TEST_CASE("a bound socket takes a partner, another one, and none again, where it is") {
    for (const IpAddress& address : loopbacks()) {
        auto first = UdpSocket::bind({address, 0});
        auto second = UdpSocket::bind({address, 0});
        auto socket = UdpSocket::bind({address, 0});
        const Endpoint here = socket.local_endpoint();
        std::array<char, 8> buffer;
        for (UdpSocket* partner : {&first, &second}) {
            socket.connect_to(partner->local_endpoint());
            CHECK(socket.peer_endpoint() == partner->local_endpoint());
            CHECK(socket.local_endpoint() == here);
            socket.send("to you");
            const auto came = partner->recv_from(buffer, 20s);
            CHECK(came.data == "to you");
            CHECK(came.from == here);
        }
        first.send_to("ignored", here);  // a stranger now
        second.send_to("heard", here);
        CHECK(socket.recv_from(buffer, 20s).data == "heard");
        socket.disconnect();
        CHECK(socket.peer_endpoint() == Endpoint{});
        CHECK(socket.local_endpoint() == here);
        first.send_to("back", here);
        CHECK(socket.recv_from(buffer, 20s).data == "back");
        socket.send_to("both", first.local_endpoint());
        CHECK(first.recv_from(buffer, 20s).data == "both");
        CHECK(failure_of([&] { socket.disconnect(); }).code() == std::errc::not_connected);
    }
}

TEST_CASE("a socket that was never bound stays on loopback when its partner is taken away") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto client = UdpSocket::connect(server.local_endpoint());
    std::error_code error;
    try {
        client.disconnect();
    } catch (const SocketError& failure) {
        error = failure.code();  // some systems cannot bind it again
    }
    CHECK((error ? client.peer_endpoint() == server.local_endpoint()
                 : client.local_endpoint().address == loopback_v4));
    if (on_windows || error) return;
    std::array<char, 8> buffer;
    client.send_to("hello", server.local_endpoint());
    CHECK(server.recv_from(buffer, 20s).from.address == loopback_v4);
}

TEST_CASE("a port that is lost between partners is told, and nothing is open to everybody") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto socket = UdpSocket::bind({loopback_v4, 0});
    socket.connect_to(server.local_endpoint());
    FaultInjector faults;
    faults.fail(Operation::bind, 1, std::errc::address_in_use);
    const bool binds_again = [&] {
        Observing observing{faults};
        try {
            socket.disconnect();
        } catch (const SocketError& failure) {
            CHECK(failure.code() == std::errc::address_in_use);
            CHECK(failure.operation() == "disconnect");
        }
        return faults.count(Operation::bind) == 1;
    }();
    if (!binds_again) return;  // the system kept the port by itself
    CHECK(socket.peer_endpoint() == server.local_endpoint());
    CHECK(socket.local_endpoint().address == loopback_v4);
}

TEST_CASE("a sender is on loopback unless it is exposed, and is answered") {
    auto server = UdpSocket::bind({loopback_v4, 0});
    auto sender = UdpSocket::sender(Family::ipv4);
    CHECK(sender.local_endpoint().address == loopback_v4);
    auto open = UdpSocket::sender(Family::ipv4, expose_to_network);
    std::array<char, 8> buffer;
    for (UdpSocket* one : {&sender, &open}) {
        one->send_to("hello", server.local_endpoint());
        const auto question = server.recv_from(buffer, 20s);
        CHECK(question.data == "hello");
        server.send_to("yes", question.from);
        CHECK(one->recv_from(buffer, 20s).data == "yes");
    }
}

TEST_CASE("a port is shared by those who all ask for it, and by nobody else") {
    const DatagramOptions shared{.sharing = PortSharing::on};
    auto first = UdpSocket::bind({loopback_v4, 0}, shared);
    const Endpoint where = first.local_endpoint();
    std::error_code error;
    auto second = UdpSocket::bind(where, error, shared);
    CHECK_FALSE(error);
    CHECK(second.local_endpoint() == where);
    (void)UdpSocket::bind(where, error);
    CHECK(error);
    (void)UdpSocket::bind({any_v4, 0}, error, shared);
    CHECK(error == Errc::not_loopback);
    CHECK(failure_of([&] {
              (void)UdpSocket::bind({any_v4, 0}, shared);
          }).code() == Errc::not_loopback);
    auto alone = UdpSocket::bind({loopback_v4, 0});
    (void)UdpSocket::bind(alone.local_endpoint(), error, shared);
    CHECK(error);
}
