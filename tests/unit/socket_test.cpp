#include "support.hpp"

TEST_CASE("a Socket is as large as its handle") {
    CHECK(sizeof(Socket) == sizeof(NativeHandle));
    static_assert(std::is_nothrow_move_constructible_v<Socket>);
    static_assert(std::is_nothrow_move_assignable_v<Socket>);
    static_assert(!std::is_copy_constructible_v<Socket>);
    static_assert(!std::is_copy_assignable_v<Socket>);
}

TEST_CASE("streams, listeners and datagram sockets move and never copy") {
    const auto moves = []<class T>(std::type_identity<T>) {
        static_assert(std::is_nothrow_default_constructible_v<T>);
        static_assert(std::is_nothrow_move_constructible_v<T>);
        static_assert(std::is_nothrow_move_assignable_v<T>);
        static_assert(!std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T>);
    };
    moves(std::type_identity<TcpStream>{});
    moves(std::type_identity<TcpListener>{});
    moves(std::type_identity<UdpSocket>{});
}

TEST_CASE("a new Socket is closed, and closing it does nothing") {
    Recorder recorder;
    Observing observing{recorder};
    Socket socket;
    CHECK_FALSE(socket.is_open());
    CHECK(socket.native_handle() == no_handle);
    socket.close();
    CHECK(recorder.seen().empty());
}

TEST_CASE("the destructor closes, once, and closing twice closes once") {
    Recorder recorder;
    Observing observing{recorder};
    {
        auto listener = TcpListener::bind({loopback_v4, 0});
        listener.close();
        CHECK_FALSE(listener.is_open());
        listener.close();
        auto other = TcpListener::bind({loopback_v4, 0});
        recorder.clear();
    }
    CHECK(recorder.operations() == std::vector{Operation::close});
}

TEST_CASE("a moved Socket leaves nothing behind, and assignment closes what was there") {
    auto first = TcpListener::bind({loopback_v4, 0});
    auto second = TcpListener::bind({loopback_v4, 0});
    const Endpoint where = second.local_endpoint();
    Recorder recorder;
    Observing observing{recorder};
    first = std::move(second);
    CHECK(recorder.operations() == std::vector{Operation::close});
    CHECK(first.local_endpoint() == where);
    CHECK_FALSE(second.is_open());  // NOLINT: what a move leaves is the point
    auto third = std::move(first);
    CHECK(third.is_open());
    CHECK_FALSE(first.is_open());  // NOLINT
}

TEST_CASE("a Socket moved into itself stays as it is") {
    auto [client, server] = connected_pair();
    TcpStream& same = client;
    client = std::move(same);
    CHECK(client.is_open());
    server.send_all("still there");
    std::array<char, 11> buffer;
    client.recv_exactly(buffer);
    auto listener = TcpListener::bind({loopback_v4, 0});
    TcpListener& the_same = listener;
    listener = std::move(the_same);
    CHECK(listener.is_open());
}

TEST_CASE("release gives the handle away, and adopt takes it") {
    auto [client, server] = connected_pair();
    const Endpoint peer = client.peer_endpoint();
    const NativeHandle handle = client.release();
    CHECK_FALSE(client.is_open());
    CHECK(handle != no_handle);
    auto again = TcpStream::adopt(handle);
    CHECK(again.native_handle() == handle);
    CHECK(again.peer_endpoint() == peer);
    again.send_all("adopted");
    std::array<char, 7> buffer;
    server.recv_exactly(buffer);
    CHECK(std::string_view(buffer.data(), buffer.size()) == "adopted");
}

TEST_CASE("listeners and datagram sockets can be adopted too") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint where = listener.local_endpoint();
    auto door = TcpListener::adopt(listener.release());
    auto client = TcpStream::connect(where);
    CHECK(door.accept().peer == client.local_endpoint());

    auto udp = UdpSocket::bind({loopback_v4, 0});
    auto partner = UdpSocket::connect(udp.local_endpoint());
    auto adopted = UdpSocket::adopt(partner.release());
    CHECK(adopted.peer_endpoint() == udp.local_endpoint());
    adopted.send("x");
    std::array<char, 4> buffer;
    CHECK(udp.recv_from(buffer).from == adopted.local_endpoint());
}

TEST_CASE("an adopted handle that is non-blocking is waited for all the same") {
    auto [client, server] = connected_pair();
    const NativeHandle handle = client.release();
    (void)detail::native::set_nonblocking(handle, true);
    auto again = TcpStream::adopt(handle);
    Gate gate;
    Observing observing{gate};
    Task writer([&gate, &server = server] {
        gate.wait_for(Operation::wait);
        server.send_all("late");
    });
    std::array<char, 8> buffer;
    CHECK(again.recv(buffer) == "late");
}

TEST_CASE("buffer sizes make a round trip") {
    auto [client, server] = connected_pair();
    client.set_send_buffer(32'768);
    client.set_recv_buffer(40'960);
    CHECK(client.send_buffer() >= 32'768);
    CHECK(client.recv_buffer() >= 40'960);
    if (on_linux) CHECK(client.send_buffer() == 65'536);
}

TEST_CASE("the names of both ends agree") {
    for (const IpAddress& address : loopbacks()) {
        CAPTURE(address);
        auto listener = TcpListener::bind({address, 0});
        auto client = TcpStream::connect(listener.local_endpoint());
        auto [server, peer] = listener.accept();
        CHECK(peer == client.local_endpoint());
        CHECK(server.peer_endpoint() == client.local_endpoint());
        CHECK(server.local_endpoint() == client.peer_endpoint());
        CHECK(client.peer_endpoint() == listener.local_endpoint());
    }
}

TEST_CASE("to ask a closed Socket is an error, not a crash") {
    Socket closed;
    const auto failure = failure_of([&] { (void)closed.local_endpoint(); });
    CHECK(failure.operation() == "local_endpoint");
    const bool told = failure.code() == std::errc::bad_file_descriptor ||
                      failure.code() == std::errc::not_a_socket;
    CHECK(told);
    CHECK_THROWS_AS(closed.set_send_buffer(1), SocketError);
    CHECK_THROWS_AS((void)closed.recv_buffer(), SocketError);
}

TEST_CASE("a closed socket has no mode to set, on any platform and in any way to wait") {
    const auto refused = [](auto nothing) {
        for (const bool on : {true, false}) {
            const auto failure = failure_of([&] { nothing.set_nonblocking(on); });
            CHECK(failure.code() == std::errc::bad_file_descriptor);
            CHECK(failure.operation() == "set_nonblocking");
        }
        CHECK_FALSE(nothing.is_nonblocking());
    };
    refused(TcpStream());
    refused(TcpListener());
    refused(UdpSocket());
}
