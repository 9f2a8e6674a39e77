// What Winsock does, on Windows and as Wine plays it: the facts that the library's own Windows half
// rests on. Where the two differ, both are asserted.
#include <doctest/doctest.h>

#include <chrono>
#include <climits>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "loopback/loopback.hpp"
#include "wine.hpp"

using namespace loopback;
using namespace std::chrono_literals;

namespace {

/// A raw socket, by Winsock alone.
class Raw {
public:
    Raw() {
        detail::native::start();
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    }
    explicit Raw(SOCKET socket) : socket_(socket) {}
    Raw(const Raw&) = delete;
    Raw& operator=(const Raw&) = delete;
    ~Raw() { ::closesocket(socket_); }

    [[nodiscard]] SOCKET get() const { return socket_; }
    int set(int option) const {
        const BOOL on = TRUE;
        const auto* value = reinterpret_cast<const char*>(&on);
        const int result = ::setsockopt(socket_, SOL_SOCKET, option, value, sizeof on);
        return result == 0 ? 0 : ::WSAGetLastError();
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
    SOCKET socket_ = INVALID_SOCKET;
};

/// At a port that the system chose, on 127.0.0.1, with no option set.
class RawListener : public Raw {
public:
    RawListener() {
        REQUIRE(bind(INADDR_LOOPBACK, 0) == 0);
        REQUIRE(::listen(get(), 5) == 0);
    }
};

int option_of(SOCKET socket, int option) {
    int value = -1;
    int size = sizeof value;
    ::getsockopt(socket, SOL_SOCKET, option, reinterpret_cast<char*>(&value), &size);
    return value;
}

bool is_inheritable(SOCKET socket) {
    DWORD flags = 0;
    REQUIRE(::GetHandleInformation(reinterpret_cast<HANDLE>(socket), &flags) != 0);
    return (flags & HANDLE_FLAG_INHERIT) != 0;
}

std::uint16_t closed_port() {
    const auto gone = TcpListener::bind({loopback_v4, 0});
    return gone.local_endpoint().port.number();
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

// How long it takes in milliseconds, at its best: now and then a busy machine lets nobody run.
template <typename Action>
double shortest(Action action) {
    double best = 1e9;
    for (int i = 0; i < 20 && best > 500; ++i) {
        const auto start = std::chrono::steady_clock::now();
        action();
        best = std::min(best, milliseconds_since(start));
    }
    return best;
}

}  // namespace

TEST_CASE("connect to 0.0.0.0: Windows refuses the address, Wine takes it as this host") {
    const RawListener listener;
    const Raw client;
    const int error = client.connect(INADDR_ANY, listener.port());
    CHECK(error == (tests::on_wine() ? 0 : WSAEADDRNOTAVAIL));
}

TEST_CASE("0.0.0.0 and 127.0.0.1 share a port on Windows; under Wine only while neither listens") {
    const Raw quiet;
    REQUIRE(quiet.bind(INADDR_LOOPBACK, 0) == 0);
    const Raw beside;
    CHECK(beside.bind(INADDR_ANY, quiet.port()) == 0);

    const RawListener listener;
    const Raw second;
    CHECK(second.bind(INADDR_ANY, listener.port()) == (tests::on_wine() ? WSAEADDRINUSE : 0));
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

TEST_CASE("regression 1: nobody takes over the port of a listener of ours") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    for (const unsigned long address : {ULONG{INADDR_LOOPBACK}, ULONG{INADDR_ANY}}) {
        for (const int option : {0, SO_REUSEADDR, SO_EXCLUSIVEADDRUSE}) {
            const Raw thief;
            if (option != 0) thief.set(option);
            const int error = thief.bind(static_cast<std::uint32_t>(address),
                                         listener.local_endpoint().port.number());
            CHECK((error == WSAEACCES || error == WSAEADDRINUSE));
        }
    }
}

TEST_CASE(
    "regression 3: both options together fail, and a listener of ours has the exclusive one") {
    const Raw both;
    both.set(SO_EXCLUSIVEADDRUSE);
    CHECK(both.set(SO_REUSEADDR) == WSAEINVAL);
    auto listener = TcpListener::bind({loopback_v4, 0});
    CHECK(option_of(listener.native_handle(), SO_EXCLUSIVEADDRUSE) == 1);
    CHECK(option_of(listener.native_handle(), SO_REUSEADDR) == 0);
}

TEST_CASE("regression 6: Winsock's codes compare right, though MinGW's system_category says no") {
    CHECK(detail::platform_error(WSAEADDRINUSE) == std::errc::address_in_use);
    CHECK(detail::platform_error(WSAECONNREFUSED) == std::errc::connection_refused);
    CHECK(detail::platform_error(WSAEADDRNOTAVAIL) == std::errc::address_not_available);
    CHECK(detail::platform_error(WSAETIMEDOUT) == std::errc::timed_out);
    CHECK(detail::platform_error(WSAECONNRESET) == std::errc::connection_reset);
    CHECK(detail::platform_error(WSAEACCES) == std::errc::permission_denied);
}

TEST_CASE("regression 7: a port that Hyper-V or WSL reserved is told apart, and how to see it") {
    const Endpoint where{loopback_v4, 50007};
    const std::string reserved = explain(detail::platform_error(WSAEACCES), where).what_next;
    CHECK(reserved.find("excludedportrange") != std::string::npos);
    CHECK(explain(detail::platform_error(WSAEADDRINUSE), where).what_next != reserved);
    CHECK(explain(detail::platform_error(WSAEADDRNOTAVAIL), where).what_next != reserved);
}

TEST_CASE("a refused connect takes about two seconds on Windows, not under Wine") {
    const double took = shortest([] {
        const std::uint16_t port = closed_port();
        const Raw client;
        CHECK(client.connect(INADDR_LOOPBACK, port) == WSAECONNREFUSED);
    });
    if (tests::on_wine()) CHECK(took < 1000);
    if (!tests::on_wine()) CHECK(took > 1000);
}

TEST_CASE("regression 9: a refused connect of ours is told at once, with a limit and without") {
    for (const Timeout limit : {forever, Timeout(60s)}) {
        const double took = shortest([&] {
            std::error_code error;
            (void)TcpStream::connect({loopback_v4, Port{closed_port()}}, error, limit);
            CHECK(error == std::errc::connection_refused);
        });
        CHECK(took < 1500);
    }
}

TEST_CASE("regression 13: handles are no numbers of a bit field: the hundredth socket works") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    std::vector<TcpStream> many;  // FD_SETSIZE is 64 here
    for (int i = 0; i < 100; ++i) {
        many.push_back(TcpStream::connect(listener.local_endpoint(), 10s));
        many.push_back(std::move(listener.accept(10s).stream));
    }
    Poller poller;
    std::uint64_t key = 0;
    for (const TcpStream& stream : many) poller.add(stream, Interest::recv, key++);
    many[198].send_all("x");
    std::array<Ready, 4> room;
    const auto ready = poller.wait(room, 10s);
    REQUIRE(ready.size() == 1);
    CHECK(ready[0].key == 199);
}

TEST_CASE("shutdown of a listener is an error, and wakes no accept") {
    const RawListener listener;
    CHECK(::shutdown(listener.get(), SD_BOTH) == SOCKET_ERROR);
    CHECK(::WSAGetLastError() == WSAENOTCONN);
    CHECK_FALSE(detail::native::shutdown_wakes);
}

TEST_CASE("closesocket wakes a blocked accept") {
    auto listener = std::make_unique<RawListener>();
    auto accepting = std::async(std::launch::async, [handle = listener->get()] {
        return ::accept(handle, nullptr, nullptr) == INVALID_SOCKET;
    });
    CHECK(accepting.wait_for(200ms) == std::future_status::timeout);  // it is blocked
    listener.reset();
    CHECK(accepting.get());
}

TEST_CASE("under Wine shutdown wakes no blocked recv; closesocket does") {
    if (!tests::on_wine()) return;
    const RawListener listener;
    const Raw client;
    REQUIRE(client.connect(INADDR_LOOPBACK, listener.port()) == 0);
    auto server = std::make_unique<Raw>(::accept(listener.get(), nullptr, nullptr));
    auto receiving = std::async(std::launch::async, [handle = server->get()] {
        char letter;
        return ::recv(handle, &letter, 1, 0);
    });
    CHECK(receiving.wait_for(200ms) == std::future_status::timeout);
    CHECK(::shutdown(server->get(), SD_BOTH) == 0);
    CHECK(receiving.wait_for(200ms) == std::future_status::timeout);
    server.reset();
    CHECK(receiving.get() == SOCKET_ERROR);
}

TEST_CASE("regression 18: stop() wakes a blocked accept and a blocked recv all the same") {
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

TEST_CASE("regression 15: raw accept hands on the listener's mode, and what a child inherits") {
    auto listener = TcpListener::bind({loopback_v4, 0});
    REQUIRE(detail::native::set_nonblocking(listener.native_handle(), true) == 0);
    auto first = TcpStream::connect(listener.local_endpoint());
    const Raw raw(::accept(listener.native_handle(), nullptr, nullptr));
    char letter;
    CHECK(::recv(raw.get(), &letter, 1, 0) == SOCKET_ERROR);
    CHECK(::WSAGetLastError() == WSAEWOULDBLOCK);
    CHECK(is_inheritable(raw.get()));

    auto second = TcpStream::connect(listener.local_endpoint());
    auto server = std::move(listener.accept().stream);
    CHECK_FALSE(is_inheritable(server.native_handle()));
    std::thread sender([&] { second.send_all("x"); });
    CHECK(server.recv(std::span(&letter, 1)) == "x");
    sender.join();
}

TEST_CASE("regression 24: a length over 2 GiB becomes the largest that Winsock takes") {
    CHECK(detail::native::clamped(std::size_t{5} << 30) == INT_MAX);
    CHECK(detail::native::clamped(std::size_t{INT_MAX} + 1) == INT_MAX);
    CHECK(detail::native::clamped(7) == 7);
}
