#pragma once

#include "loopback/observe.hpp"
#include "loopback/timeout.hpp"

// Every call that the library makes to the operating system for a socket goes through here. With
// no observer it costs one load and a branch.

#if defined(_MSC_VER) && !defined(__clang__)
#pragma warning(push)
#pragma warning(disable : 5030)  // it does not know gnu::noinline, and need not
#endif

namespace loopback::detail {

// What a system call came to: `error` is 0, or the platform's code (or an Errc further up).
struct Result {
    std::ptrdiff_t value = 0;
    int error = 0;
};

inline constexpr std::ptrdiff_t failed = -1;

// For whom a call is made.
struct Site {
    const char* function;
    Caller caller;
};

// A Call together with what only the system call itself needs.
struct Request : Call {
    Request(Operation which, const Site& site, NativeHandle on) noexcept {
        operation = which;
        function = site.function;
        caller = site.caller;
        handle = on;
    }

    void* data = nullptr;
    const void* const_data = nullptr;
    Endpoint* answer = nullptr;
    int flags = 0;
    bool nonblocking = false;
    bool* truncated = nullptr;
    const Flag* stop_flag = nullptr;
};

// Makes one system call, and returns what the system returned.
using SystemCall = std::ptrdiff_t (*)(Request&) noexcept;

[[gnu::noinline]] inline Result show(Observer& observer, Request& request,
                                     SystemCall system_call) noexcept {
    const Fault fault = observer.before(request);
    const std::int64_t start = nanoseconds_now();
    const std::size_t wanted = request.size;
    const bool moves_bytes =
        request.operation == Operation::send || request.operation == Operation::recv;
    if (moves_bytes && request.size > fault.at_most) request.size = fault.at_most;
    // A close that fails closes, and a connect that is interrupted goes on (close(2), connect(2)).
    const bool goes_on =
        request.operation == Operation::close ||
        (request.operation == Operation::connect && fault.error == native::interrupted);
    if (fault.error == 0 || goes_on) request.result = system_call(request);
    request.error = request.result < 0 ? native::last_error() : 0;
    if (fault.error != 0 && request.error == 0) {
        request.result = failed;
        request.error = fault.error;
    }
    request.size = wanted;
    request.stopped = request.stop_flag != nullptr && request.stop_flag->is_set();
    request.took = std::chrono::nanoseconds{nanoseconds_now() - start};
    observer.after(request);
    return {request.result, request.error};
}

inline Result pass(Request& request, SystemCall system_call) noexcept {
    request.result = 0;
    if (Observer* observer = installed()) return show(*observer, request, system_call);
    const std::ptrdiff_t value = system_call(request);
    return {value, value < 0 ? native::last_error() : 0};
}

inline std::ptrdiff_t call_send(Request& r) noexcept {
    return native::send(r.handle, r.const_data, r.size, r.flags);
}

inline std::ptrdiff_t call_recv(Request& r) noexcept {
    const std::ptrdiff_t count = native::recv(r.handle, r.data, r.size, r.flags);
    const std::size_t size = count > 0 ? static_cast<std::size_t>(count) : 0;
    r.bytes = {static_cast<const std::byte*>(r.data), size};
    return count;
}

inline std::ptrdiff_t call_send_to(Request& r) noexcept {
    const SocketAddress to{*r.endpoint};
    return native::send_to(r.handle, r.const_data, r.size, r.flags, &to.generic, to.size);
}

inline std::ptrdiff_t call_recv_from(Request& r) noexcept {
    SocketAddress from;
    const std::ptrdiff_t count = native::recv_from(r.handle, r.data, r.size, r.flags, &from.generic,
                                                   &from.size, *r.truncated);
    if (count < 0) return count;
    *r.answer = from.endpoint();
    r.endpoint = r.answer;
    r.bytes = {static_cast<const std::byte*>(r.data), static_cast<std::size_t>(count)};
    return count;
}

// The new handle is the result.
inline std::ptrdiff_t call_accept(Request& r) noexcept {
    SocketAddress address;
    const NativeHandle handle =
        native::accept(r.handle, &address.generic, &address.size, r.nonblocking);
    if (handle == no_handle) return failed;
    *r.answer = address.endpoint();
    r.endpoint = r.answer;
    return static_cast<std::ptrdiff_t>(handle);
}

inline std::ptrdiff_t call_wait(Request& r) noexcept {
    return native::poll(static_cast<native::PollEntry*>(r.data),
                        static_cast<native::PollCount>(r.size), r.argument);
}

inline Result wait(native::PollEntry* entries, native::PollCount count, int milliseconds,
                   const Site& site) noexcept {
    Request request{Operation::wait, site, entries[0].fd};
    request.argument = milliseconds;
    request.data = entries;
    request.size = count;
    return pass(request, call_wait);
}

inline std::ptrdiff_t call_set_option(Request& r) noexcept {
    return native::set_option(r.handle, r.level, r.argument, r.const_data,
                              static_cast<socklen_t>(r.size));
}

[[gnu::noinline]] inline Result set_option(NativeHandle handle, int level, int option,
                                           const void* value, std::size_t size,
                                           const Site& site) noexcept {
    Request request{Operation::set_option, site, handle};
    request.level = level;
    request.argument = option;
    request.const_data = value;
    request.size = size;
    return pass(request, call_set_option);
}

inline std::ptrdiff_t call_get_option(Request& r) noexcept {
    auto room = static_cast<socklen_t>(r.size);
    return native::get_option(r.handle, r.level, r.argument, r.data, &room);
}

inline Result get_option(NativeHandle handle, int level, int option, void* value, std::size_t size,
                         const Site& site) noexcept {
    Request request{Operation::get_option, site, handle};
    request.level = level;
    request.argument = option;
    request.data = value;
    request.size = size;
    return pass(request, call_get_option);
}

inline std::ptrdiff_t call_available(Request& r) noexcept {
    int bytes = 0;
    const int result = native::available(r.handle, bytes);
    return result == 0 ? bytes : result;
}

// How many bytes have come: the result.
inline Result available(NativeHandle handle, const Site& site) noexcept {
    Request request{Operation::get_option, site, handle};
    request.argument = static_cast<int>(FIONREAD);
    return pass(request, call_available);
}

// The pending error of a socket, which asking clears (socket(7), SO_ERROR).
[[nodiscard]] inline int pending_error(NativeHandle handle, const Site& site) noexcept {
    int error = 0;
    const Result asked = get_option(handle, SOL_SOCKET, SO_ERROR, &error, sizeof error, site);
    return asked.error != 0 ? asked.error : error;
}

inline std::ptrdiff_t call_set_nonblocking(Request& r) noexcept {
    return native::set_nonblocking(r.handle, r.argument != 0);
}

[[gnu::noinline]] inline Result set_nonblocking(NativeHandle handle, bool on,
                                                const Site& site) noexcept {
    Request request{Operation::set_mode, site, handle};
    request.argument = on ? 1 : 0;
    return pass(request, call_set_nonblocking);
}

inline std::ptrdiff_t call_open_socket(Request& r) noexcept {
    r.handle = native::open(r.level, r.argument, r.nonblocking);
    return r.handle == no_handle ? failed : static_cast<std::ptrdiff_t>(r.handle);
}

inline Result open_socket(Family family, int type, bool nonblocking, const Site& site) noexcept {
    Request request{Operation::socket, site, no_handle};
    request.level = family == Family::ipv4 ? AF_INET : AF_INET6;
    request.argument = type;
    request.nonblocking = nonblocking;
    return pass(request, call_open_socket);
}

inline std::ptrdiff_t call_shut_down(Request& r) noexcept {
    return native::shutdown(r.handle, r.argument);
}

inline Result shut_down(NativeHandle handle, int how, const Site& site) noexcept {
    Request request{Operation::shutdown, site, handle};
    request.argument = how;
    return pass(request, call_shut_down);
}

inline std::ptrdiff_t call_close(Request& r) noexcept { return native::close(r.handle); }

[[gnu::noinline]] inline Result close(NativeHandle handle, const Site& site) noexcept {
    Request request{Operation::close, site, handle};
    return pass(request, call_close);
}

inline std::ptrdiff_t call_local_name(Request& r) noexcept {
    SocketAddress address;
    const int result = native::local_name(r.handle, &address.generic, &address.size);
    if (result == 0) *r.answer = address.endpoint();
    r.endpoint = r.answer;
    return result;
}

[[gnu::noinline]] inline Result local_name(NativeHandle handle, Endpoint& answer,
                                           const Site& site) noexcept {
    Request request{Operation::local_name, site, handle};
    request.answer = &answer;
    return pass(request, call_local_name);
}

inline std::ptrdiff_t call_bind(Request& r) noexcept {
    const SocketAddress address{*r.endpoint};
    return native::bind(r.handle, &address.generic, address.size);
}

inline Result bind(NativeHandle handle, const Endpoint& where, const Site& site) noexcept {
    Request request{Operation::bind, site, handle};
    request.endpoint = &where;
    return pass(request, call_bind);
}

inline std::ptrdiff_t call_listen(Request& r) noexcept {
    return native::listen(r.handle, r.argument);
}

inline Result listen(NativeHandle handle, int backlog, const Site& site) noexcept {
    Request request{Operation::listen, site, handle};
    request.argument = backlog;
    return pass(request, call_listen);
}

inline std::ptrdiff_t call_connect(Request& r) noexcept {
    const SocketAddress address{*r.endpoint};
    return native::connect(r.handle, &address.generic, address.size);
}

inline Result connect(NativeHandle handle, const Endpoint& where, const Site& site) noexcept {
    Request request{Operation::connect, site, handle};
    request.endpoint = &where;
    return pass(request, call_connect);
}

inline std::ptrdiff_t call_disconnect(Request& r) noexcept { return native::disconnect(r.handle); }

// Takes the partner away from a datagram socket: told as a connect to nobody, 0.0.0.0:0.
inline Result disconnect(NativeHandle handle, const Site& site) noexcept {
    const Endpoint nobody;
    Request request{Operation::connect, site, handle};
    request.endpoint = &nobody;
    return pass(request, call_disconnect);
}

inline std::ptrdiff_t call_wait_connected(Request& r) noexcept {
    return native::wait_connected(r.handle, r.argument);
}

// Waits until a connect in progress has ended.
inline Result wait_connected(NativeHandle handle, int milliseconds, const Site& site) noexcept {
    Request request{Operation::wait, site, handle};
    request.argument = milliseconds;
    return pass(request, call_wait_connected);
}

}  // namespace loopback::detail

#if defined(_MSC_VER) && !defined(__clang__)
#pragma warning(pop)
#endif
