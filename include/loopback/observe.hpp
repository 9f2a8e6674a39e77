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
///
///     std::cout << name(Operation::local_name) << '\n';  // getsockname
enum class Operation : std::uint8_t {
    socket,
    bind,
    listen,
    accept,
    connect,
    send,
    recv,
    shutdown,
    close,
    wait,   ///< poll(2), WSAPoll, epoll_wait(2): asleep until something is ready
    watch,  ///< epoll_ctl(2): what `wait` shall wait for
    set_option,
    get_option,
    set_mode,
    local_name,
    peer_name,
    resolve,
};

/// How many there are: a table with a row for each has this size.
///
///     std::array<int, operation_count> calls{};
///     ++calls[static_cast<std::size_t>(Operation::recv)];
inline constexpr std::size_t operation_count = static_cast<std::size_t>(Operation::resolve) + 1;

/// The field's name of an operation: `recv`, `getsockname`.
[[nodiscard]] constexpr std::string_view name(Operation operation) noexcept {
    constexpr std::string_view names[] = {
        "socket",     "bind",     "listen",      "accept",      "connect",    "send",
        "recv",       "shutdown", "close",       "poll",        "epoll_ctl",  "setsockopt",
        "getsockopt", "fcntl",    "getsockname", "getpeername", "getaddrinfo"};
    return names[static_cast<std::size_t>(operation)];
}

/// One call to the operating system: what an `Observer` is shown before and after it.
///
/// Views and pointers are valid during the notification only.
///
///     struct Slow : Observer {
///         void after(const Call& call) noexcept override {
///             if (call.took > std::chrono::seconds{1}) std::puts(describe(call).c_str());
///         }
///     };
struct Call {
    Operation operation{};      ///< what the system is asked to do
    const char* function = "";  ///< the library's function that makes it, such as `recv_exactly`
    Caller caller{};            ///< the line of the program that called that function
    NativeHandle handle = no_handle;     ///< the socket; `no_handle` where there is none yet
    const Endpoint* endpoint = nullptr;  ///< bind, connect, send_to: where; accepted, received: who
    Bytes bytes{};                       ///< what send was given; after recv: what has come
    std::size_t size = 0;                ///< how many bytes send or recv may move at most
    std::size_t done = 0;   ///< send_all, recv_exactly: bytes that went before this call,
    std::size_t total = 0;  ///< and how many shall go in all
    int argument = 0;       ///< the backlog, the option, the direction, the milliseconds
    int level = 0;          ///< of an option: SOL_SOCKET, IPPROTO_TCP and so on

    // Known in `after` only.
    std::ptrdiff_t result = 0;        ///< as the system returned it; below zero for a failure
    int error = 0;                    ///< errno or WSAGetLastError(); 0 for success
    bool stopped = false;             ///< somebody called stop() on the socket meanwhile
    std::chrono::nanoseconds took{};  ///< how long the system had it

    /// The error as this library tells it; false for success.
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
///
///     struct NoHandleLeft : Observer {
///         Fault before(const Call& call) noexcept override {
///             if (call.operation != Operation::accept) return {};
///             return Fault::with(std::errc::too_many_files_open);
///         }
///     };
struct Fault {
    /// Fail with this without asking the system, if not 0. A close that is made to fail closes,
    /// and a connect that is interrupted goes on: those two are asked for all the same.
    int error = 0;
    /// Let send or recv move this many bytes at most (a datagram loses the rest).
    std::size_t at_most = SIZE_MAX;

    /// The failure that compares equal to `condition` on this platform.
    [[nodiscard]] static Fault with(std::errc condition) noexcept {
        return {detail::native::code_of(condition)};
    }
};

/// Is shown every call that the library makes, on the thread that makes it.
///
/// Derive from it, `install` it, and keep it alive until every call in flight has ended. Its
/// functions run on many threads at once, must not throw, and must not use observed sockets.
/// `stop()` is not reported, since it may run in a signal handler: the call that it wakes is.
///
///     struct SendCounter : Observer {
///         std::atomic<int> sends = 0;
///         void after(const Call& call) noexcept override {
///             if (call.operation == Operation::send) ++sends;
///         }
///     };
///     SendCounter counter;
///     Observing observing{counter};
///     client.send_all("hello\n");
///     std::cout << counter.sends << '\n';
class Observer {
public:
    /// Watches nothing until it is installed.
    Observer() = default;
    Observer(const Observer&) = delete;
    Observer& operator=(const Observer&) = delete;
    /// Take it out first: see `install`.
    virtual ~Observer() = default;

    /// Is shown a call that is about to be made, and may make it fail.
    virtual Fault before(const Call&) noexcept { return {}; }
    /// Is shown a call that was made, and what came of it.
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
///
///     bool watched = installed() != nullptr;
[[nodiscard]] inline Observer* installed() noexcept { return detail::installed_observer.load(); }

/// Installs an observer for as long as this object lives.
///
///     Narrator narrator;
///     Observing observing{narrator};
class Observing {
public:
    /// Installs it.
    explicit Observing(Observer& observer) noexcept : before_(install(&observer)) {}
    Observing(const Observing&) = delete;
    Observing& operator=(const Observing&) = delete;
    /// Puts the one before back.
    ~Observing() { install(before_); }

private:
    Observer* before_;
};

}  // namespace loopback
