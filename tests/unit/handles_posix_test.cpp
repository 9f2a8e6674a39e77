#include "posix.hpp"

namespace {

/// Runs `action` and checks that as many descriptors are open afterwards as before.
template <class Action>
void check_that_nothing_leaks(Action action) {
    const std::size_t before = open_descriptors();
    action();
    CHECK(open_descriptors() == before);
}

void talk(Timeout limit) {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto client = TcpStream::connect(listener.local_endpoint(), limit);
    auto [server, peer] = listener.accept(limit);
    client.send_all("x", limit);
    std::array<char, 1> buffer;
    server.recv_exactly(buffer, limit);
    std::error_code error;
    (void)server.recv(buffer, error, 1ms);
    auto udp = UdpSocket::bind({loopback_v4, 0});
    (void)udp.recv_from(buffer, error, 1ms);
    Poller poller;
    poller.add(listener, Interest::recv, 0);
}

}  // namespace

TEST_CASE("a conversation leaves no descriptor open") {
    check_that_nothing_leaks([] { talk(forever); });
    check_that_nothing_leaks([] { talk(10s); });
}

TEST_CASE("moves, self-moves and double closes neither leak nor close what is not theirs") {
    check_that_nothing_leaks([] {
        auto a = connected_pair();
        auto b = connected_pair();
        std::error_code error;
        std::array<char, 1> buffer;
        (void)a.server.recv(buffer, error, 1ms);  // now it may have a wake handle of its own
        (void)b.server.recv(buffer, error, 1ms);
        a.server = std::move(b.server);
        TcpStream& same = a.server;
        a.server = std::move(same);
        TcpStream c = std::move(a.server);
        c.close();
        const int other = ::dup(0);  // takes the number that was just freed
        c.close();
        b.server.close();  // NOLINT: it was moved from
        CHECK(::fcntl(other, F_GETFD) != -1);
        ::close(other);
        std::swap(a.client, b.client);
        Socket sliced = std::move(a.client);
        const NativeHandle released = sliced.release();
        sliced.close();
        CHECK(::fcntl(released, F_GETFD) != -1);
        ::close(released);
    });
}

TEST_CASE("whichever call fails, nothing stays open") {
    for (const Operation operation :
         {Operation::socket, Operation::bind, Operation::listen, Operation::accept,
          Operation::connect, Operation::send, Operation::recv, Operation::wait,
          Operation::set_option, Operation::get_option, Operation::set_mode, Operation::local_name,
          Operation::watch, Operation::close}) {
        for (const std::errc condition :
             {std::errc::no_buffer_space, std::errc::interrupted, std::errc::operation_would_block,
              std::errc::connection_reset}) {
            for (const Timeout limit : {forever, Timeout(10s)}) {
                CAPTURE(name(operation));
                CAPTURE(static_cast<int>(condition));
                check_that_nothing_leaks([&] {
                    for (std::size_t nth = 1; nth <= 4; ++nth) {
                        FaultInjector faults;
                        faults.fail(operation, nth, condition);
                        Observing observing{faults};
                        try {
                            talk(limit);
                        } catch (const SocketError& failure) {
                            CHECK(failure.code() == condition);
                        }
                    }
                });
            }
        }
    }
}

TEST_CASE("out of descriptors is an error of its own everywhere, and nothing leaks") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto udp = UdpSocket::bind({loopback_v4, 0});
    const Endpoint door = listener.local_endpoint();
    auto client = TcpStream::connect(door);
    check_that_nothing_leaks([&] {
        const NoDescriptorLeft none;
        std::error_code error;
        (void)TcpListener::bind({loopback_v4, 0}, error);
        CHECK(error == std::errc::too_many_files_open);
        (void)TcpStream::connect(door, error);
        CHECK(error == std::errc::too_many_files_open);
        (void)listener.accept(error);
        CHECK(error == std::errc::too_many_files_open);
        if (sanitized) return;
        CHECK(failure_of([&] { (void)UdpSocket::connect(door); }).code() ==
              std::errc::too_many_files_open);
    });
    CHECK(listener.accept().peer == client.local_endpoint());
}
