#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "loopback/caller.hpp"
#include "loopback/detail/listeners_native.hpp"
#include "loopback/endpoint.hpp"
#include "loopback/error.hpp"

namespace loopback {

/// What carries the bytes: a stream, or datagrams.
///
///     std::error_code error;
///     bool taken = !who_listens(home_port, error, Protocol::udp).empty();
enum class Protocol : std::uint8_t { tcp, udp };

/// A door of this machine: where somebody listens, and who, as far as the system lets us see it.
struct Listener {
    Endpoint endpoint;                  ///< where it is
    Protocol protocol = Protocol::tcp;  ///< for streams or for datagrams

    /// The process that has it open (its PID); 0 if that cannot be seen.
    std::uint32_t process = 0;

    /// The process's own name for its program, which may hold any bytes; empty if not known.
    std::string program;

    /// When that process started: it cannot have listened before.
    std::optional<std::chrono::system_clock::time_point> since;

    /// The account that opened it, by number (UID): Linux tells it of every socket.
    std::optional<std::uint32_t> user{};
};

namespace detail {

[[nodiscard]] inline std::vector<OpenPort> open_ports(Protocol protocol, std::error_code& error) {
    int code = 0;
    auto ports = native::open_ports(protocol == Protocol::udp, code);
    error = platform_error(code);
    if (error) ports.clear();
    return ports;
}

inline void add_listeners(std::vector<OpenPort> ports, Protocol protocol,
                          std::vector<Listener>& found) {
    if (ports.empty()) return;
    native::find_owners(ports);
    for (const OpenPort& port : ports) {
        ProcessFacts facts;
        if (port.process != 0) facts = native::facts_of(port.process);
        found.push_back({port.endpoint, protocol, port.process, std::move(facts.program),
                         facts.since, port.user});
    }
    std::sort(found.begin(), found.end(), [](const Listener& a, const Listener& b) {
        if (a.protocol != b.protocol) return a.protocol < b.protocol;
        if (a.endpoint.port != b.endpoint.port) return a.endpoint.port < b.endpoint.port;
        return a.endpoint != b.endpoint ? a.endpoint < b.endpoint : a.process < b.process;
    });
}

// An IPv4-mapped IPv6 address is where its IPv4 address is; zones are not in the tables.
[[nodiscard]] constexpr IpAddress as_in_table(const IpAddress& address) noexcept {
    if (address.family() == Family::ipv4) return address;
    const IpAddress::V6Bytes& b = address.bytes();
    bool mapped = b[10] == 0xff && b[11] == 0xff;
    for (int i = 0; i < 10; ++i) mapped = mapped && b[i] == 0;
    return mapped ? IpAddress::v4(b[12], b[13], b[14], b[15]) : IpAddress::v6(b);
}

// Leaves those that whoever comes to `wanted`, or binds it, would meet. `::` may take IPv4 too, and
// the tables do not say whether: it counts only if nobody has that port in IPv4 by itself.
inline void keep_those_at(const Endpoint& wanted, std::vector<OpenPort>& ports) {
    const IpAddress address = as_in_table(wanted.address);
    const auto meets = [&](const OpenPort& port, bool other_family) {
        const IpAddress its = as_in_table(port.endpoint.address);
        if (port.endpoint.port != wanted.port) return false;
        if (its.family() == address.family()) {
            return !other_family &&
                   (its == address || its.is_unspecified() || address.is_unspecified());
        }
        const IpAddress& v6 = its.family() == Family::ipv6 ? its : address;
        return other_family && v6.is_unspecified();
    };
    std::vector<OpenPort> kept;
    for (const bool other_family : {false, true}) {
        for (const OpenPort& port : ports) {
            if (meets(port, other_family)) kept.push_back(port);
        }
        if (!kept.empty()) break;
    }
    ports = std::move(kept);
}

[[noreturn]] inline void throw_unlisted(std::error_code error, const char* function,
                                        MaybeEndpoint where, Caller caller) {
    Line remark;
    remark.add("a person asks: ").add(native::who_listens_at_all);
    throw SocketError(error, {.operation = function, .local = where, .caller = caller},
                      remark.text());
}

}  // namespace detail

/// Who listens on this machine, by TCP and by UDP: what `ss -ltunp`, `netstat -ano` or `lsof`
/// print. Sorted by protocol and port; a socket that several processes share is there for each.
///
/// UDP knows no listening: its sockets are listed that take datagrams from anybody. What the
/// system does not tell stays unknown (`process` 0, `program` empty), never guessed: without
/// privilege, the owner of another user's socket. An IPv6 zone is not told.
///
/// Errors: `operation_not_supported` where this library cannot ask the system; `bad_message` if its
/// answer is not understood; what opening files can meet, such as `too_many_files_open`.
///
/// Platforms: Linux reads /proc/net/tcp, tcp6, udp and udp6 and the links in /proc/PID/fd: the
/// sockets of this process's network namespace, the owners in its PID namespace (proc(5)). Windows
/// asks GetExtendedTcpTable and GetExtendedUdpTable, whose UDP table also has sockets with a peer.
/// macOS: `operation_not_supported`; ask `lsof -nP -iTCP -sTCP:LISTEN`.
///
///     std::error_code error;
///     for (const Listener& one : listeners(error)) {
///         if (!one.endpoint.address.is_loopback()) std::puts("the network may reach this one");
///     }
[[nodiscard]] inline std::vector<Listener> listeners(std::error_code& error) {
    std::vector<Listener> found;
    for (const Protocol protocol : {Protocol::tcp, Protocol::udp}) {
        auto ports = detail::open_ports(protocol, error);
        if (error) return {};
        detail::add_listeners(std::move(ports), protocol, found);
    }
    return found;
}

/// The same; throws a `SocketError` that names the command by which a person asks.
///
///     try {
///         std::cout << listeners().size() << '\n';
///     } catch (const SocketError& failure) {
///         std::puts(failure.what());
///     }
[[nodiscard]] inline std::vector<Listener> listeners(Caller caller = Caller::here()) {
    std::error_code error;
    auto found = listeners(error);
    if (error) detail::throw_unlisted(error, "listeners", {}, caller);
    return found;
}

/// Who listens on a port, at whatever address. Errors: see `listeners`.
///
///     std::error_code error;
///     bool taken = !who_listens(home_port, error).empty();
[[nodiscard]] inline std::vector<Listener> who_listens(Port port, std::error_code& error,
                                                       Protocol protocol = Protocol::tcp) {
    auto ports = detail::open_ports(protocol, error);
    std::erase_if(ports, [&](const auto& one) { return one.endpoint.port != port; });
    std::vector<Listener> found;
    detail::add_listeners(std::move(ports), protocol, found);
    return found;
}

/// Whom one meets at an endpoint: who listens there, or at every address (0.0.0.0, `::`) of that
/// port; for such an address, who listens anywhere on the port. Errors: see `listeners`.
///
/// `::` may take IPv4 as well, and the system's tables do not say whether it does: it is named for
/// an IPv4 endpoint if nobody has that port in IPv4 itself.
///
///     std::error_code error;
///     for (const Listener& one : who_listens(home, error)) std::puts(one.program.c_str());
[[nodiscard]] inline std::vector<Listener> who_listens(const Endpoint& endpoint,
                                                       std::error_code& error,
                                                       Protocol protocol = Protocol::tcp) {
    auto ports = detail::open_ports(protocol, error);
    detail::keep_those_at(endpoint, ports);
    std::vector<Listener> found;
    detail::add_listeners(std::move(ports), protocol, found);
    return found;
}

/// The same; throws a `SocketError` that names the command by which a person asks.
///
///     try {
///         if (who_listens(home_port).empty()) std::puts("nobody: it is free");
///     } catch (const SocketError& failure) {
///         std::puts(failure.what());
///     }
[[nodiscard]] inline std::vector<Listener> who_listens(Port port, Protocol protocol = Protocol::tcp,
                                                       Caller caller = Caller::here()) {
    std::error_code error;
    auto found = who_listens(port, error, protocol);
    if (error) detail::throw_unlisted(error, "who_listens", {}, caller);
    return found;
}

/// The same for an endpoint; throws a `SocketError` with that endpoint in it.
///
///     try {
///         if (who_listens(home).empty()) std::puts("nobody: it is free");
///     } catch (const SocketError& failure) {
///         std::puts(failure.what());
///     }
[[nodiscard]] inline std::vector<Listener> who_listens(const Endpoint& endpoint,
                                                       Protocol protocol = Protocol::tcp,
                                                       Caller caller = Caller::here()) {
    std::error_code error;
    auto found = who_listens(endpoint, error, protocol);
    if (error) detail::throw_unlisted(error, "who_listens", endpoint, caller);
    return found;
}

/// The command by which a person asks who listens on a port: `ss -ltnp 'sport = :62893'`.
///
///     std::puts(who_listens_command(home_port).c_str());
[[nodiscard]] inline std::string who_listens_command(Port port) {
    return std::string(detail::native::who_listens[0]) + to_string(port) +
           std::string(detail::native::who_listens[1]);
}

namespace detail {

// A name is whatever its program says: nothing in it may steer a terminal.
[[nodiscard]] inline std::string printable(std::string_view text) {
    std::string shown;
    for (const char c : text) {
        if (c >= ' ' && c <= '~') {
            shown += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            shown += "\\x";
            shown += "0123456789abcdef"[byte >> 4];
            shown += "0123456789abcdef"[byte & 15];
        }
    }
    return shown;
}

// "3 minutes ago"; empty for a time that has not come yet.
[[nodiscard]] inline std::string how_long_ago(std::chrono::system_clock::duration passed) {
    struct Unit {
        const char* name;
        long long seconds;
    };
    const long long seconds = std::chrono::floor<std::chrono::seconds>(passed).count();
    if (seconds < 0) return {};
    constexpr Unit units[] = {{"day", 86400}, {"hour", 3600}, {"minute", 60}, {"second", 1}};
    for (const Unit& unit : units) {
        const long long count = seconds / unit.seconds;
        if (count == 0) continue;
        return std::to_string(count) + ' ' + unit.name + (count == 1 ? "" : "s") + " ago";
    }
    return "just now";
}

}  // namespace detail

/// Who a listener is, in words: `echo_server (process 4242, started 3 minutes ago)`. Of a program
/// that cannot be seen the user is told, where the system does. Bytes that are not printable ASCII
/// are shown as `\x1b`.
///
///     std::puts(in_words(Listener{}).c_str());  // a program that cannot be seen from here
[[nodiscard]] inline std::string in_words(const Listener& listener) {
    if (listener.process == 0) {
        const std::string whose =
            listener.user
                ? " of user " + detail::printable(detail::native::user_name(*listener.user))
                : "";
        return "a program" + whose + " that cannot be seen from here";
    }
    std::string facts = "process " + std::to_string(listener.process);
    if (listener.since) {
        const auto passed = std::chrono::system_clock::now() - *listener.since;
        if (const auto ago = detail::how_long_ago(passed); !ago.empty())
            facts += ", started " + ago;
    }
    if (!listener.program.empty()) return detail::printable(listener.program) + " (" + facts + ')';
    return "a program whose name cannot be seen (" + facts + ')';
}

/// Who is in the way at an endpoint, in words for the person who meets `address_in_use`. Never
/// fails: what is not known is said. Three are named, of more the number.
///
///     std::puts(who_holds(home).c_str());
[[nodiscard]] inline std::string who_holds(const Endpoint& endpoint,
                                           Protocol protocol = Protocol::tcp) {
    std::error_code error;
    const auto found = who_listens(endpoint, error, protocol);
    if (error) return "not known: this system was asked and said \"" + error.message() + '"';
    if (found.empty()) {
        return "nobody who listens: a connection may have the port, or a socket that does not "
               "listen yet";
    }
    std::vector<std::string> holders;
    for (const Listener& one : found) {
        std::string holder = in_words(one);
        if (std::find(holders.begin(), holders.end(), holder) == holders.end()) {
            holders.push_back(std::move(holder));
        }
    }
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t i = 0; i < holders.size() && i < shown; ++i) {
        if (i != 0) text += ", ";
        text += holders[i];
    }
    if (holders.size() > shown) text += " and " + std::to_string(holders.size() - shown) + " more";
    return text;
}

}  // namespace loopback
