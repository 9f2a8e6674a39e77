#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "loopback/detail/category.hpp"
#include "loopback/detail/constant.hpp"
#include "loopback/detail/line.hpp"

namespace loopback {

/// A TCP or UDP port: a number from 0 to 65535. Port 0 asks the system to choose one (bind(2)).
///
/// A constant that does not fit does not compile; for numbers that are known at run time only,
/// start from a `std::uint16_t` or from `parse_port`.
///
///     Port chosen_by_the_system = 0;
///     Port web{80};
///     bool needs_a_privilege = web.number() < 1024;
class Port {
public:
    constexpr Port() noexcept = default;

    /// From a constant, checked by the compiler.
    LOOPBACK_CONSTANT Port(int number)  // NOLINT: a port is a number
        LOOPBACK_MUST_BE(number >= 0 && number <= 65535, "a port is a number from 0 to 65535")
        : number_(checked(number)) {}

    /// From a number that fits by its type.
    constexpr explicit Port(std::same_as<std::uint16_t> auto number) noexcept : number_(number) {}

    /// From a number that is known at run time only, of any integer type. Throws a `SocketError`
    /// equal to `Errc::bad_port` that quotes it unless it is 0 to 65535: nothing is cut off.
    ///
    ///     const int number = 62893;
    ///     const Port port = Port::of(number);
    template <std::integral Number>
    [[nodiscard]] static constexpr Port of(Number number) {
        if (!fits(number)) refuse(number);
        return Port(static_cast<std::uint16_t>(number));
    }
    /// The same; sets `error` instead of throwing, and returns port 0 then.
    ///
    ///     std::error_code error;
    ///     const Port port = Port::of(70'000, error);
    ///     if (error == Errc::bad_port) std::puts("that is no port");
    template <std::integral Number>
    [[nodiscard]] static Port of(Number number, std::error_code& error) noexcept {
        error = fits(number) ? std::error_code() : make_error_code(Errc::bad_port);
        return error ? Port() : Port(static_cast<std::uint16_t>(number));
    }

    /// The number, to be counted with; not in network order.
    [[nodiscard]] constexpr std::uint16_t number() const noexcept { return number_; }
    /// By number.
    constexpr auto operator<=>(const Port&) const noexcept = default;

private:
    static LOOPBACK_CONSTANT std::uint16_t checked(int number) {
        if (number < 0 || number > 65535) throw "a port is a number from 0 to 65535";
        return static_cast<std::uint16_t>(number);
    }

    template <class Number>
    static constexpr bool fits(Number number) noexcept {
        if constexpr (std::is_signed_v<Number>) {
            if (number < 0) return false;
        }
        return static_cast<std::make_unsigned_t<Number>>(number) <= std::uintmax_t{65535};
    }
    template <class Number>
    [[noreturn]] static void refuse(Number number) {
        detail::Line text;
        auto size = static_cast<std::uint64_t>(number);
        if constexpr (std::is_signed_v<Number>) {
            if (number < 0) {
                text.add('-');
                size = 0 - size;
            }
        }
        text.add_number(size);
        detail::throw_unreadable(Errc::bad_port, "Port::of", text.text());
    }

    std::uint16_t number_ = 0;
};

#undef LOOPBACK_CONSTANT
#undef LOOPBACK_MUST_BE

/// Ports from `first` to `last`, both included: a range that a loop goes through.
///
///     PortRange ours{62893, 62899};
///     bool free_to_use = ours.contains(home_port);
///     for (const Port port : ours) std::cout << to_string(port) << '\n';
///     PortRange::Iterator next = ++ours.begin();
struct PortRange {
    /// Where a loop over ports is.
    class Iterator {
    public:
        /// At a port, or at the number behind the last one.
        constexpr explicit Iterator(std::uint32_t number) noexcept : number_(number) {}
        /// The port.
        constexpr Port operator*() const noexcept {
            return Port(static_cast<std::uint16_t>(number_));
        }
        /// On to the next one.
        constexpr Iterator& operator++() noexcept {
            ++number_;
            return *this;
        }
        /// By where they are.
        constexpr bool operator==(const Iterator&) const noexcept = default;

    private:
        std::uint32_t number_;
    };

    Port first;  ///< the lowest
    Port last;   ///< the highest; one below `first` makes a range without ports

    /// Where a loop over them begins.
    [[nodiscard]] constexpr Iterator begin() const noexcept { return Iterator(first.number()); }
    /// Where it ends: behind the last one.
    [[nodiscard]] constexpr Iterator end() const noexcept {
        return first <= last ? Iterator(last.number() + std::uint32_t{1}) : begin();
    }

    /// Whether the port is one of them.
    [[nodiscard]] constexpr bool contains(Port port) const noexcept {
        return first <= port && port <= last;
    }
    /// By both ends.
    constexpr bool operator==(const PortRange&) const noexcept = default;
};

/// Ports of the well-known services, such as 80: the first of the IANA's three ranges (RFC 6335,
/// section 6). To bind one needs a privilege on Linux.
///
///     static_assert(system_ports.contains(80));
inline constexpr PortRange system_ports{0, 1023};

/// Ports that the IANA registers for a service on request (RFC 6335, section 6).
///
///     static_assert(user_ports.contains(8080));
inline constexpr PortRange user_ports{1024, 49151};

/// Ports that are never registered (RFC 6335, section 6). What an operating system hands out by
/// itself is a setting of its own: see `ephemeral_range`.
///
///     static_assert(dynamic_ports.contains(62893));
inline constexpr PortRange dynamic_ports{49152, 65535};

/// The port of this project's lessons, on 127.0.0.1.
inline constexpr Port home_port = 62893;

/// Where an `EphemeralRange` comes from.
///
///     bool guessed = ephemeral_range().source == RangeSource::documented_default;
enum class RangeSource : std::uint8_t { this_machine, documented_default };

/// The ports that this machine hands out when a program asks for port 0 or connects.
///
///     EphemeralRange range = ephemeral_range();
///     std::cout << range.first.number() << " to " << range.last.number() << '\n';
struct EphemeralRange : PortRange {
    /// `this_machine` if the setting was read, `documented_default` if it could not be.
    RangeSource source = RangeSource::documented_default;
};

/// Reads the range that this machine takes ephemeral ports from.
///
/// Platforms: Linux reads /proc/sys/net/ipv4/ip_local_port_range (ip(7)), macOS the sysctls
/// net.inet.ip.portrange.first and .last; on Windows the documented default 49152 to 65535 is
/// returned and marked as such (`netsh int ipv4 show dynamicport tcp` shows the setting).
///
///     bool may_be_taken = ephemeral_range().contains(home_port);
[[nodiscard]] inline EphemeralRange ephemeral_range() noexcept {
    const auto [first, last, read] = detail::native::ephemeral_range();
    return {{Port(first), Port(last)},
            read ? RangeSource::this_machine : RangeSource::documented_default};
}

/// Reads a port: decimal digits only, 0 to 65535, nothing before or after them.
///
/// Sets `error` to `Errc::bad_port`, and returns port 0, for anything else: an empty text, a
/// sign, a space, a hexadecimal number, `65536`, `80abc`, more than five digits.
///
///     std::error_code error;
///     Port port = parse_port("62893", error);
[[nodiscard]] inline Port parse_port(std::string_view text, std::error_code& error) noexcept {
    error = {};
    unsigned number = 0;
    bool good = !text.empty() && text.size() <= 5;
    for (char c : text) {
        good = good && c >= '0' && c <= '9';
        if (good) number = number * 10 + static_cast<unsigned>(c - '0');
    }
    if (good && number <= 65535) return Port(static_cast<std::uint16_t>(number));
    error = Errc::bad_port;
    return {};
}

/// Reads a port, or throws a `SocketError` equal to `Errc::bad_port` that quotes the text.
///
///     Port port = parse_port("62893");
[[nodiscard]] inline Port parse_port(std::string_view text) {
    std::error_code error;
    const Port port = parse_port(text, error);
    if (error) detail::throw_unreadable(error, "parse_port", text);
    return port;
}

namespace detail {
inline void write(Line& line, Port port) noexcept { line.add_number(port.number()); }
}  // namespace detail

/// The port in decimal digits.
///
///     std::string text = to_string(home_port);
[[nodiscard]] inline std::string to_string(Port port) { return detail::text_of(port); }

}  // namespace loopback

#include "loopback/endpoint.hpp"  // IWYU pragma: export (and with it what the parser throws)
