#pragma once

#include "loopback/socket.hpp"

namespace loopback {

/// A socket option by its numbers, and the type of its value (setsockopt(2), Winsock setsockopt).
///
/// The options below are ready to use; for any other take the system's names. A `bool` and
/// `std::chrono::seconds` go to the system as an `int`, anything else as it is.
///
///     const SocketOption<int> kind{SOL_SOCKET, SO_TYPE};
///     bool is_stream = get_option(client, kind) == SOCK_STREAM;
template <class Value>
struct SocketOption {
    int level;  ///< whose option it is: SOL_SOCKET, IPPROTO_TCP, IPPROTO_IP and so on
    int name;   ///< its number there
};

/// How long a connection is silent before the kernel asks whether the peer is still there, once
/// `set_keep_alive(true)` was called (tcp(7), TCP_KEEPIDLE). Platforms: whole seconds from 1 on;
/// 32767 are the most on Linux; Windows has it from version 10 1709 on.
///
///     client.set_keep_alive(true);
///     std::error_code error;  // older systems do not have it
///     set_option(client, keep_alive_idle, std::chrono::seconds{60}, error);
inline constexpr SocketOption<std::chrono::seconds> keep_alive_idle{
    IPPROTO_TCP, detail::native::keep_idle_option};

/// How long it waits for an answer before it asks again (tcp(7), TCP_KEEPINTVL). Platforms: as
/// `keep_alive_idle`.
///
///     std::error_code error;  // older systems do not have it
///     set_option(client, keep_alive_interval, std::chrono::seconds{10}, error);
inline constexpr SocketOption<std::chrono::seconds> keep_alive_interval{
    IPPROTO_TCP, detail::native::keep_interval_option};

/// How often it asks before it gives the connection up, which then fails with `timed_out` (tcp(7),
/// TCP_KEEPCNT). Platforms: Windows has it from version 10 1703 on.
///
///     std::error_code error;  // older systems do not have it
///     set_option(client, keep_alive_count, 3, error);
inline constexpr SocketOption<int> keep_alive_count{IPPROTO_TCP, detail::native::keep_count_option};

/// How many routers may pass on an IPv4 packet of this socket, 1 to 255: its "time to live" (ip(7),
/// IP_TTL).
///
///     set_option(socket, time_to_live, 1);  // to the next router, and no farther
inline constexpr SocketOption<int> time_to_live{IPPROTO_IP, IP_TTL};

/// The same for an IPv6 socket (ipv6(7), IPV6_UNICAST_HOPS); -1 is the system's default.
///
///     std::error_code error;
///     const auto v6 = UdpSocket::bind({loopback_v6, 0}, error);
///     if (!error) std::cout << get_option(v6, hop_limit) << " routers\n";
inline constexpr SocketOption<int> hop_limit{IPPROTO_IPV6, IPV6_UNICAST_HOPS};

/// Whether a datagram may go to everybody in a network at once, such as 127.255.255.255; without it
/// such a send fails with `permission_denied` (socket(7), SO_BROADCAST). Platforms: the loopback
/// interface of macOS has no broadcast.
///
///     set_option(socket, broadcast, true);
inline constexpr SocketOption<bool> broadcast{SOL_SOCKET, SO_BROADCAST};

namespace detail {

// What the system is given for a value, and back.
template <class Value>
[[nodiscard]] constexpr auto to_option(const Value& value) noexcept {
    if constexpr (std::is_same_v<Value, bool>) {
        return value ? 1 : 0;
    } else if constexpr (std::is_same_v<Value, std::chrono::seconds>) {
        constexpr std::chrono::seconds most{INT_MAX};
        return static_cast<int>((value < most ? value : most).count());
    } else {
        static_assert(std::is_trivially_copyable_v<Value>, "an option is bytes");
        return value;
    }
}
template <class Value, class Raw>
[[nodiscard]] constexpr Value from_option(const Raw& raw) noexcept {
    if constexpr (std::is_same_v<Value, bool>) {
        return raw != 0;
    } else {
        return Value{raw};
    }
}

[[noreturn]] inline void option_failed(int error, const Site& site) {
    SocketError::Context context;
    context.operation = site.function;
    context.caller = site.caller;
    throw SocketError(platform_error(error), context);
}

}  // namespace detail

/// Sets an option. Errors are the system's: `no_protocol_option` for one that it does not have,
/// `invalid_argument` for a value that it does not take. See setsockopt(2), Winsock setsockopt.
///
///     set_option(client, SocketOption<bool>{SOL_SOCKET, SO_OOBINLINE}, true);
template <class Value>
void set_option(Socket& socket, SocketOption<Value> option,
                const std::type_identity_t<Value>& value, Caller caller = Caller::here()) {
    const detail::Site site{"set_option", caller};
    const auto raw = detail::to_option(value);
    const auto done = detail::set_option(socket.native_handle(), option.level, option.name, &raw,
                                         sizeof raw, site);
    if (done.error != 0) detail::option_failed(done.error, site);
}

/// The same; sets `error` instead of throwing.
///
///     std::error_code error;
///     set_option(client, keep_alive_count, 3, error);
///     if (error == std::errc::no_protocol_option) std::puts("this system has no such option");
template <class Value>
void set_option(Socket& socket, SocketOption<Value> option,
                const std::type_identity_t<Value>& value, std::error_code& error,
                Caller caller = Caller::here()) noexcept {
    const auto raw = detail::to_option(value);
    const auto done = detail::set_option(socket.native_handle(), option.level, option.name, &raw,
                                         sizeof raw, {"set_option", caller});
    error = detail::platform_error(done.error);
}

/// What an option is set to. Errors as with `set_option`. See getsockopt(2), Winsock getsockopt.
///
///     std::cout << get_option(socket, time_to_live) << " routers at most\n";
template <class Value>
[[nodiscard]] Value get_option(const Socket& socket, SocketOption<Value> option,
                               Caller caller = Caller::here()) {
    const detail::Site site{"get_option", caller};
    decltype(detail::to_option(Value{})) raw{};
    const auto done = detail::get_option(socket.native_handle(), option.level, option.name, &raw,
                                         sizeof raw, site);
    if (done.error != 0) detail::option_failed(done.error, site);
    return detail::from_option<Value>(raw);
}

/// How many bytes have come and wait to be received; 0 also at the end of the stream (tcp(7),
/// udp(7), FIONREAD). Platforms: of a datagram socket Linux tells the size of the next datagram,
/// the others may tell that of all.
///
///     std::cout << bytes_available(client) << " bytes can be received at once\n";
[[nodiscard]] inline std::size_t bytes_available(const Socket& socket,
                                                 Caller caller = Caller::here()) {
    const detail::Site site{"bytes_available", caller};
    const auto done = detail::available(socket.native_handle(), site);
    if (done.error != 0) detail::option_failed(done.error, site);
    return static_cast<std::size_t>(done.value);
}

}  // namespace loopback
