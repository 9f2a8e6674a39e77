#pragma once

#include <string>
#include <string_view>

#include "loopback/address.hpp"
#include "loopback/port.hpp"

namespace loopback {

/// Where a conversation has one of its two ends: an address and a port.
///
///     Endpoint web{loopback_v4, 8080};
struct Endpoint {
    IpAddress address;  ///< which machine: the house
    Port port;          ///< which program on it: the door

    /// By address, then by port.
    constexpr auto operator<=>(const Endpoint&) const noexcept = default;
};

/// 127.0.0.1:62893, where the lessons of this project meet.
///
///     auto server = TcpStream::connect(home);
inline constexpr Endpoint home{loopback_v4, home_port};

/// Reads an endpoint: `127.0.0.1:62893` or `[::1]:62893`.
///
/// Sets `error` for anything else: to `Errc::bad_endpoint` if it is not an address, a colon and a
/// port (`127.0.0.1`, `:80`, `[::1]`, `::1:80`), or to what is wrong with the address or the port.
/// Names are not addresses: see `resolve`.
///
///     std::error_code error;
///     Endpoint endpoint = parse_endpoint("[::1]:62893", error);
[[nodiscard]] inline Endpoint parse_endpoint(std::string_view text,
                                             std::error_code& error) noexcept {
    const bool bracketed = !text.empty() && text[0] == '[';
    const std::size_t close = bracketed ? text.find(']') : text.npos;
    const std::size_t colon = bracketed ? close + 1 : text.find(':');
    const bool shaped = bracketed ? close != text.npos && colon < text.size() && text[colon] == ':'
                                  : colon != text.npos && colon == text.rfind(':') && colon != 0;
    if (!shaped) {
        error = Errc::bad_endpoint;
        return {};
    }
    const std::string_view host = bracketed ? text.substr(1, close - 1) : text.substr(0, colon);
    const IpAddress address = parse_address(host, error);
    if (error) return {};
    if (bracketed != (address.family() == Family::ipv6)) {
        error = Errc::bad_endpoint;
        return {};
    }
    const Port port = parse_port(text.substr(colon + 1), error);
    return error ? Endpoint{} : Endpoint{address, port};
}

/// Reads an endpoint, or throws a `SocketError` that quotes the text.
///
///     Endpoint endpoint = parse_endpoint("127.0.0.1:62893");
[[nodiscard]] inline Endpoint parse_endpoint(std::string_view text) {
    std::error_code error;
    const Endpoint endpoint = parse_endpoint(text, error);
    if (error) detail::throw_unreadable(error, "parse_endpoint", text);
    return endpoint;
}

namespace detail {
inline void write(Line& line, const Endpoint& endpoint) noexcept {
    const bool v6 = endpoint.address.family() == Family::ipv6;
    if (v6) line.add('[');
    write(line, endpoint.address);
    line.add(v6 ? "]:" : ":");
    write(line, endpoint.port);
}
}  // namespace detail

/// The endpoint as it is usually written: `127.0.0.1:62893`, `[::1]:62893`.
///
///     std::cout << "Listening on " << to_string(listener.local_endpoint()) << '\n';
[[nodiscard]] inline std::string to_string(const Endpoint& endpoint) {
    return detail::text_of(endpoint);
}

}  // namespace loopback

#include "loopback/error.hpp"  // IWYU pragma: export (defines what the parsers throw)
