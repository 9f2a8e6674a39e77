// What Winsock does, on Windows and as Wine plays it: the facts that the library's own Windows half
// rests on. Where the two differ, both are asserted.
#include <doctest/doctest.h>

#include <chrono>
#include <climits>
#include <cstdint>
#include <thread>

#include "loopback/loopback.hpp"
#include "wine.hpp"

using namespace loopback;
using namespace std::chrono_literals;

namespace {

/// A raw socket, by Winsock alone.
class Raw {
public:
    explicit Raw(int type = SOCK_STREAM) : socket_(::socket(AF_INET, type, 0)) {}
    explicit Raw(SOCKET socket) : socket_(socket) {}
    Raw(const Raw&) = delete;
    Raw& operator=(const Raw&) = delete;
    ~Raw() { ::closesocket(socket_); }

    [[nodiscard]] SOCKET get() const { return socket_; }
    void set(int option) const {
        const BOOL on = TRUE;
        ::setsockopt(socket_, SOL_SOCKET, option, reinterpret_cast<const char*>(&on), sizeof on);
    }
    [[nodiscard]] int bind(std::uint32_t address, std::uint16_t port) const {
        const sockaddr_in where = endpoint(address, port);
        const auto* generic = reinterpret_cast<const sockaddr*>(&where);
        return ::bind(socket_, generic, sizeof where) == 0 ? 0 : ::WSAGetLastError();
    }
    [[nodiscard]] int connect(std::uint32_t address, std::uint16_t port) const {
        const sockaddr_in where = endpoint(address, port);
        const auto* generic = reinterpret_cast<const sockaddr*>(&where);
        return ::connect(socket_, generic, sizeof where) == 0 ? 0 : ::WSAGetLastError();
    }
    [[nodiscard]] std::uint16_t port() const {
        sockaddr_in where{};
        int size = sizeof where;
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&where), &size);
        return ntohs(where.sin_port);
    }

private:
    static sockaddr_in endpoint(std::uint32_t address, std::uint16_t port) {
        sockaddr_in result{};
        result.sin_family = AF_INET;
        result.sin_addr.s_addr = htonl(address);
        result.sin_port = htons(port);
        return result;
    }
    SOCKET socket_;
};

std::uint16_t closed_port() {
    const auto gone = TcpListener::bind({loopback_v4, 0});
    return gone.local_endpoint().port.number();
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

}  // namespace

TEST_CASE("connect to 0.0.0.0: Windows refuses the address, Wine takes it as this host") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Raw client;
    const int error = client.connect(INADDR_ANY, listener.local_endpoint().port.number());
    CHECK(error == (tests::on_wine() ? 0 : WSAEADDRNOTAVAIL));
}

TEST_CASE("SO_REUSEADDR twice: the second takes the port over on Windows, not under Wine") {
    const Raw first;
    const Raw second;
    first.set(SO_REUSEADDR);
    second.set(SO_REUSEADDR);
    REQUIRE(first.bind(INADDR_LOOPBACK, 0) == 0);
    REQUIRE(::listen(first.get(), 5) == 0);
    CHECK((second.bind(INADDR_LOOPBACK, first.port()) == 0) == !tests::on_wine());
}

TEST_CASE("nobody takes over the port of a listener of ours") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Raw thief;
    thief.set(SO_REUSEADDR);
    const int error = thief.bind(INADDR_LOOPBACK, listener.local_endpoint().port.number());
    CHECK((error == WSAEACCES || error == WSAEADDRINUSE));
}

TEST_CASE("a refused connect takes about two seconds on Windows, not under Wine, not with ours") {
    const std::uint16_t port = closed_port();
    const Raw client;
    auto start = std::chrono::steady_clock::now();
    CHECK(client.connect(INADDR_LOOPBACK, port) == WSAECONNREFUSED);
    const double raw = milliseconds_since(start);
    if (tests::on_wine()) CHECK(raw < 1000);
    start = std::chrono::steady_clock::now();
    std::error_code error;
    (void)TcpStream::connect({loopback_v4, Port{port}}, error);
    CHECK(error == std::errc::connection_refused);
    CHECK(milliseconds_since(start) < 1500);
}

TEST_CASE("shutdown of a listener is an error here, and so cannot be what wakes an accept") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const int result = ::shutdown(listener.native_handle(), SD_BOTH);
    if (!tests::on_wine()) CHECK(result == SOCKET_ERROR);
    CHECK_FALSE(detail::native::shutdown_wakes);
}

TEST_CASE("stop() wakes a blocked accept and a blocked recv all the same") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    auto client = TcpStream::connect(listener.local_endpoint());
    std::error_code accepting;
    std::error_code receiving;
    auto server = std::move(listener.accept().stream);
    std::thread acceptor([&] { (void)listener.accept(accepting); });
    std::thread receiver([&] {
        char room[8];
        (void)server.recv(room, receiving);
    });
    listener.stop();
    server.stop();
    acceptor.join();
    receiver.join();
    CHECK(accepting == std::errc::operation_canceled);
    CHECK(receiving == std::errc::operation_canceled);
}

TEST_CASE("raw accept hands the listener's mode on; ours does not") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    REQUIRE(detail::native::set_nonblocking(listener.native_handle(), true) == 0);
    auto first = TcpStream::connect(listener.local_endpoint());
    const Raw raw(::accept(listener.native_handle(), nullptr, nullptr));
    char letter;
    CHECK(::recv(raw.get(), &letter, 1, 0) == SOCKET_ERROR);
    CHECK(::WSAGetLastError() == WSAEWOULDBLOCK);

    auto second = TcpStream::connect(listener.local_endpoint());
    auto server = std::move(listener.accept().stream);
    std::thread sender([&] { second.send_all("x"); });
    CHECK(server.recv(std::span(&letter, 1)) == "x");
    sender.join();
}

TEST_CASE("a length over 2 GiB becomes the largest that Winsock takes, not a negative one") {
    CHECK(detail::native::clamped(std::size_t{5} << 30) == INT_MAX);
    CHECK(detail::native::clamped(std::size_t{INT_MAX} + 1) == INT_MAX);
    CHECK(detail::native::clamped(7) == 7);
}
