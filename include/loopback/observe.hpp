#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "loopback/caller.hpp"
#include "loopback/detail/atomic.hpp"
#include "loopback/detail/sockaddr.hpp"
#include "loopback/view.hpp"

namespace loopback {

/// The calls to the operating system that this library makes for sockets.
enum class Operation : std::uint8_t {
    socket, bind, listen, accept, connect, send, recv, shutdown, close,
    wait,        ///< poll(2), WSAPoll, epoll_wait(2): asleep until something is ready
    watch,       ///< epoll_ctl(2): what `wait` shall wait for
    set_option, get_option, set_mode, local_name, peer_name, resolve,
};

inline constexpr std::size_t operation_count = static_cast<std::size_t>(Operation::resolve) + 1;

/// The field's name of an operation: `recv`, `getsockname`.
[[nodiscard]] constexpr std::string_view name(Operation operation) noexcept {
    constexpr std::string_view names[] = {
        "socket", "bind", "listen", "accept", "connect", "send", "recv", "shutdown", "close",
        "poll", "epoll_ctl", "setsockopt", "getsockopt", "fcntl", "getsockname", "getpeername",
        "getaddrinfo"};
    return names[static_cast<std::size_t>(operation)];
}

/// One call to the operating system: what an `Observer` is shown before and after it.
///
/// Views and pointers are valid during the notification only.
struct Call {
    Operation operation{};
    const char* function = "";  ///< the library's function that makes it, such as `recv_exactly`
    Caller caller{};            ///< the line of the program that called that function
    NativeHandle handle = no_handle;
    const Endpoint* endpoint = nullptr;  ///< bind, connect, send_to: where; accepted, received: who
    Bytes bytes{};  ///< what send was given; after recv: what has come
    std::size_t size = 0;                ///< how many bytes send or recv may move at most
    std::size_t done = 0;   ///< send_all, recv_exactly: bytes that went before this call,
    std::size_t total = 0;  ///< and of how many
    int argument = 0;       ///< the backlog, the option, the direction, the milliseconds

    // Known in `after` only.
    std::ptrdiff_t result = 0;  ///< as the system returned it; below zero for a failure
    int error = 0;              ///< errno or WSAGetLastError(); 0 for success
    bool stopped = false;   ///< somebody called stop() on the socket meanwhile
    std::chrono::nanoseconds took{};

    [[nodiscard]] std::error_code error_code() const noexcept {
        return detail::platform_error(error);
    }
    /// This side's endpoint, asked for now; 0.0.0.0:0 where there is none.
    [[nodiscard]] Endpoint local_endpoint() const noexcept {
        return detail::endpoint_of(handle, detail::native::local_name);
    }
    /// The other side's endpoint, asked for now; 0.0.0.0:0 where there is none (any more).
    [[nodiscard]] Endpoint peer_endpoint() const noexcept {
        return detail::endpoint_of(handle, detail::native::peer_name);
    }
};

/// What an observer may do to a call instead of letting it happen.
struct Fault {
    /// Fail with this without asking the system, if not 0. A close that is made to fail closes,
    /// and a connect that is interrupted goes on: those two are asked for all the same.
    int error = 0;
    /// Let send or recv move this many bytes at most (a datagram loses the rest).
    std::size_t at_most = SIZE_MAX;

    [[nodiscard]] static Fault with(std::errc condition) noexcept {
        return {detail::native::code_of(condition)};
    }
};

/// Is shown every call that the library makes, on the thread that makes it.
///
/// Derive from it, `install` it, and keep it alive until every call in flight has ended. Its
/// functions run on many threads at once, must not throw, and must not use observed sockets.
/// `stop()` is not reported, since it may run in a signal handler: the call that it wakes is.
class Observer {
public:
    Observer() = default;
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;
    virtual ~Observer() = default;

    virtual Fault before(const Call&) noexcept { return {}; }
    virtual void after(const Call&) noexcept {}
};

namespace detail {
inline constinit Atomic<Observer*> installed_observer{nullptr};
}

/// Shows every call from now on to `observer`, or to nobody; returns the one before.
///
///     Observer* before = install(&mine);
///     install(before);
inline Observer* install(Observer* observer) noexcept {
    return detail::installed_observer.exchange(observer);
}

/// The observer that is installed now; null for none.
[[nodiscard]] inline Observer* installed() noexcept {
    return detail::installed_observer.load();
}

/// Installs an observer for as long as this object lives.
///
///     Narrator narrator;
///     Observing observing{narrator};
class Observing {
public:
    explicit Observing(Observer& observer) noexcept : before_(install(&observer)) {}
    Observing(const Observing&) = delete;
    Observing& operator=(const Observing&) = delete;
    ~Observing() { install(before_); }

private:
    Observer* before_;
};

}  // namespace loopback
