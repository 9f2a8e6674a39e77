#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loopback/detail/seam.hpp"

namespace loopback {

/// Which addresses of a name are wanted.
///
///     auto v4 = resolve("localhost", home_port, Families::ipv4);
enum class Families : std::uint8_t { all, ipv4, ipv6 };

namespace detail {

// RFC 1123, section 2.1: no host name ends in a number, so such a text is meant as an address.
[[nodiscard]] inline bool looks_like_address(std::string_view host) noexcept {
    const std::string_view last = host.substr(host.rfind('.') + 1);
    if (last.empty() || host.find(':') != host.npos) return true;
    if (last.substr(0, 2) == "0x" || last.substr(0, 2) == "0X") return true;
    return last.find_first_not_of("0123456789") == last.npos;
}

[[nodiscard]] inline std::error_code resolver_error(int code, int system_error) noexcept {
    if (const int known = native::resolver_code(code, system_error)) return platform_error(known);
    return native::is_unknown_host(code) ? Errc::host_not_found : Errc::resolver_failed;
}

}  // namespace detail

/// All addresses of a name, in the order in which to try them (getaddrinfo(3), RFC 6724).
///
/// An address in digits is taken as it is, without a look-up, if it is of a wanted family. Errors:
/// `Errc::host_not_found`, `Errc::resolver_failed`, `Errc::bad_address` for digits that are no
/// address, such as `127.1`. An empty name is not found: it never means "every address". The
/// look-up may take as long as the system's resolver does: no time limit of this library covers it.
///
/// Platforms: `localhost` may give `::1` first, 127.0.0.1 first, or only one (RFC 6761).
///
///     std::error_code error;
///     for (const Endpoint& one : resolve("localhost", home_port, error)) {
///         std::cout << to_string(one) << '\n';
///     }
[[nodiscard]] inline std::vector<Endpoint> resolve(std::string_view host, Port port,
                                                   std::error_code& error,
                                                   Families wanted = Families::all,
                                                   Caller caller = Caller::here()) {
    std::vector<Endpoint> endpoints;
    const IpAddress given = parse_address(host, error);
    if (!error) {
        const Families is = given.family() == Family::ipv4 ? Families::ipv4 : Families::ipv6;
        if (wanted == Families::all || wanted == is) {
            endpoints.push_back({given, port});
        } else {
            error = Errc::host_not_found;
        }
        return endpoints;
    }
    if (host.empty() || host.find('\0') != host.npos) {
        error = Errc::host_not_found;
        return endpoints;
    }
    if (detail::looks_like_address(host)) return endpoints;

    struct Lookup {
        std::string name;
        addrinfo hints{};
        addrinfo* found = nullptr;
        ~Lookup() {  // also when there is no memory for a copy of what was found
            if (found != nullptr) ::freeaddrinfo(found);
        }
    } lookup{std::string(host)};
    lookup.hints.ai_socktype = SOCK_STREAM;
    lookup.hints.ai_family = wanted == Families::ipv4   ? AF_INET
                             : wanted == Families::ipv6 ? AF_INET6
                                                        : AF_UNSPEC;
    detail::Request request{Operation::resolve, {"resolve", caller}, no_handle};
    request.data = &lookup;
    request.bytes = {reinterpret_cast<const std::byte*>(lookup.name.data()), lookup.name.size()};
    detail::Result done;
    do {
        done = detail::pass(request, [](detail::Request& r) noexcept -> std::ptrdiff_t {
            auto& one = *static_cast<Lookup*>(r.data);
            detail::native::start();
            const int code = ::getaddrinfo(one.name.c_str(), nullptr, &one.hints, &one.found);
            if (code == 0) return 0;
            // It has numbers of its own: told to observers as every other error is.
            const int system_error = detail::native::last_error();
            detail::native::set_last_error(detail::resolver_error(code, system_error).value());
            return detail::failed;
        });
    } while (done.error == detail::native::interrupted);
    error = detail::platform_error(done.error);
    if (error) return endpoints;
    for (const addrinfo* one = lookup.found; one != nullptr; one = one->ai_next) {
        detail::SocketAddress address;
        if (one->ai_addrlen > sizeof address.room) continue;
        std::memcpy(&address.room, one->ai_addr, one->ai_addrlen);
        if (one->ai_family != AF_INET && one->ai_family != AF_INET6) continue;
        endpoints.push_back({address.endpoint().address, port});
    }
    if (endpoints.empty()) error = Errc::host_not_found;
    return endpoints;
}

/// The same; throws a `SocketError` that quotes the name.
///
///     auto server = TcpStream::connect(resolve("localhost", home_port));
[[nodiscard]] inline std::vector<Endpoint> resolve(std::string_view host, Port port,
                                                   Families wanted = Families::all,
                                                   Caller caller = Caller::here()) {
    std::error_code error;
    auto endpoints = resolve(host, port, error, wanted, caller);
    if (error) detail::throw_unreadable(error, "resolve", host);
    return endpoints;
}

namespace detail {

// "name:port" or "[::1]:port" in two; false if it has no such shape.
[[nodiscard]] inline bool split_place(std::string_view text, std::string_view& host,
                                      std::string_view& port) noexcept {
    const std::size_t colon = text.rfind(':');
    if (colon == text.npos || colon == 0) return false;
    host = text.substr(0, colon);
    port = text.substr(colon + 1);
    const bool bracketed = host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    return bracketed == (host.find(':') != host.npos);  // without brackets, which colon is it?
}

}  // namespace detail

/// The same for a name and a port in one text: `localhost:62893`, `127.0.0.1:62893`,
/// `[::1]:62893`.
///
/// Sets `error` to `Errc::bad_endpoint` if it has no such shape, to `Errc::bad_port` if what is
/// behind the last colon is no port (names of services are none: `http` is `80`), or to what the
/// form above sets.
///
///     std::error_code error;
///     auto endpoints = resolve("localhost:62893", error);
///     if (error == Errc::bad_port) std::puts("digits only");
[[nodiscard]] inline std::vector<Endpoint> resolve(std::string_view host_and_port,
                                                   std::error_code& error,
                                                   Families wanted = Families::all,
                                                   Caller caller = Caller::here()) {
    std::string_view host;
    std::string_view digits;
    if (!detail::split_place(host_and_port, host, digits)) {
        error = Errc::bad_endpoint;
        return {};
    }
    const Port port = parse_port(digits, error);
    if (error) return {};
    return resolve(host, port, error, wanted, caller);
}
/// The same; throws a `SocketError` that quotes the text.
///
///     const std::string where = "localhost:" + to_string(home_port);
///     auto server = TcpStream::connect(resolve(where));
[[nodiscard]] inline std::vector<Endpoint> resolve(std::string_view host_and_port,
                                                   Families wanted = Families::all,
                                                   Caller caller = Caller::here()) {
    std::error_code error;
    auto endpoints = resolve(host_and_port, error, wanted, caller);
    if (error) detail::throw_unreadable(error, "resolve", host_and_port);
    return endpoints;
}

}  // namespace loopback
