#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "loopback/detail/address_text.hpp"
#include "loopback/detail/category.hpp"
#include "loopback/detail/line.hpp"

namespace loopback {

/// The version of an address: IP has two that are in use.
///
///     bool old = loopback_v4.family() == Family::ipv4;
enum class Family : std::uint8_t { ipv4, ipv6 };

/// Who can be behind an address (RFC 4291; RFC 6890 with the IANA's two registries that it made,
/// as they were in 2024).
///
///     bool an_example = parse_address("192.0.2.1").scope() == Scope::special_purpose;
enum class Scope : std::uint8_t {
    unspecified,      ///< 0.0.0.0 and `::`. To bind: every address of this machine.
    loopback,         ///< 127.0.0.0/8 and ::1. This machine only.
    link_local,       ///< 169.254.0.0/16 and fe80::/10. The same link only.
    private_use,      ///< 10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7. A local network.
    multicast,        ///< 224.0.0.0/4 and ff00::/8. A group, not a host.
    reserved,         ///< The rest of 0.0.0.0/8, and 240.0.0.0/4 with the broadcast address.
    global,           ///< Everything else: routed on the internet, if anywhere.
    special_purpose,  ///< Set aside for examples (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24,
                      ///< 2001:db8::/32), measurements (198.18.0.0/15) and protocols
                      ///< (192.0.0.0/24, 2001::/23): nobody's on the internet.
};

/// An IPv4 or IPv6 address. Cheap to copy, never allocates.
///
/// An IPv6 address may carry a zone, the interface that a link-local address belongs to
/// (RFC 4007): a number, as if_nametoindex(3) gives it; 0 for none.
///
///     IpAddress door = parse_address("127.0.0.1");
///     bool only_this_machine = door.scope() == Scope::loopback;
class IpAddress {
public:
    /// Sixteen bytes in network order.
    using V6Bytes = std::uint8_t[16];

    /// 0.0.0.0
    constexpr IpAddress() noexcept = default;

    /// From the four numbers between the dots.
    ///
    ///     constexpr IpAddress router = IpAddress::v4(192, 168, 0, 1);
    [[nodiscard]] static constexpr IpAddress v4(std::uint8_t a, std::uint8_t b, std::uint8_t c,
                                                std::uint8_t d) noexcept {
        IpAddress address;
        address.bytes_[0] = a;
        address.bytes_[1] = b;
        address.bytes_[2] = c;
        address.bytes_[3] = d;
        return address;
    }

    /// From the same as one number, in the machine's byte order: 0x7f000001 is 127.0.0.1.
    ///
    ///     constexpr IpAddress next = IpAddress::v4(loopback_v4.v4_number() + 1);  // 127.0.0.2
    [[nodiscard]] static constexpr IpAddress v4(std::uint32_t number) noexcept {
        const auto byte = [number](int i) { return static_cast<std::uint8_t>(number >> 8 * i); };
        return v4(byte(3), byte(2), byte(1), byte(0));
    }

    /// From the sixteen bytes in network order, and the zone's interface number.
    ///
    ///     const IpAddress::V6Bytes bytes{0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    ///     const IpAddress neighbor = IpAddress::v6(bytes, 2);  // fe80::1%2
    [[nodiscard]] static constexpr IpAddress v6(const V6Bytes& bytes,
                                                std::uint32_t zone = 0) noexcept {
        IpAddress address;
        for (int i = 0; i < 16; ++i) address.bytes_[i] = bytes[i];
        address.zone_ = zone;
        address.family_ = Family::ipv6;
        return address;
    }

    /// The version of this address.
    [[nodiscard]] constexpr Family family() const noexcept { return family_; }

    /// The number of the interface that a link-local address belongs to; 0 for none.
    ///
    ///     std::uint32_t interface_number = parse_address("fe80::1%2").zone();
    [[nodiscard]] constexpr std::uint32_t zone() const noexcept { return zone_; }

    /// Network order; an IPv4 address fills the first four and leaves the rest zero.
    ///
    ///     bool is_loopback = loopback_v4.bytes()[0] == 127;
    [[nodiscard]] constexpr const V6Bytes& bytes() const noexcept { return bytes_; }

    /// Who can be behind this address. An IPv4-mapped IPv6 address ("::ffff:127.0.0.1") is where
    /// its IPv4 address is: that is where its packets go.
    [[nodiscard]] constexpr Scope scope() const noexcept {
        return family_ == Family::ipv4 ? v4_scope(bytes_) : v6_scope();
    }

    /// Whether it leads to this machine and no other.
    ///
    ///     bool safe_to_bind = parse_address("127.0.0.1").is_loopback();
    [[nodiscard]] constexpr bool is_loopback() const noexcept { return scope() == Scope::loopback; }
    /// Whether it is 0.0.0.0 or `::`. To bind it is to listen on every address of this machine.
    ///
    ///     bool everywhere = any_v4.is_unspecified();
    [[nodiscard]] constexpr bool is_unspecified() const noexcept {
        return scope() == Scope::unspecified;
    }

    /// Whether it is an IPv4 address in IPv6's form, "::ffff:127.0.0.1" (RFC 4291,
    /// section 2.5.5.2).
    ///
    ///     bool is_v4_inside = parse_address("::ffff:127.0.0.1").is_mapped();
    [[nodiscard]] constexpr bool is_mapped() const noexcept {
        for (int i = 0; i < 10; ++i) {
            if (bytes_[i] != 0) return false;
        }
        return family_ == Family::ipv6 && bytes_[10] == 0xff && bytes_[11] == 0xff;
    }
    /// The IPv4 address inside a mapped one; any other address as it is. To ask whether somebody
    /// who came to a `DualStack::on` listener is the one that you know, compare this.
    ///
    ///     bool same = parse_address("::ffff:127.0.0.1").unmapped() == loopback_v4;
    [[nodiscard]] constexpr IpAddress unmapped() const noexcept {
        return is_mapped() ? v4(bytes_[12], bytes_[13], bytes_[14], bytes_[15]) : *this;
    }

    /// An IPv4 address in IPv6's form, as a `DualStack::on` listener tells it; any other as it is.
    ///
    ///     std::cout << to_string(loopback_v4.mapped()) << '\n';  // ::ffff:127.0.0.1
    [[nodiscard]] constexpr IpAddress mapped() const noexcept {
        if (family_ == Family::ipv6) return *this;
        return v6(
            {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, bytes_[0], bytes_[1], bytes_[2], bytes_[3]});
    }
    /// An IPv4 address as one number, in the machine's byte order, a mapped one too; 0 for any
    /// other IPv6 address.
    ///
    ///     bool higher = parse_address("10.0.0.9").v4_number() >
    ///     parse_address("10.0.0.1").v4_number();
    [[nodiscard]] constexpr std::uint32_t v4_number() const noexcept {
        const IpAddress it = unmapped();
        if (it.family_ == Family::ipv6) return 0;
        std::uint32_t number = 0;
        for (int i = 0; i < 4; ++i) number = number << 8 | it.bytes_[i];
        return number;
    }

    /// IPv4 before IPv6, then by their bytes, then by zone.
    constexpr auto operator<=>(const IpAddress&) const noexcept = default;

private:
    static constexpr Scope v4_scope(const std::uint8_t* b) noexcept {
        if (b[0] == 0) return b[1] + b[2] + b[3] == 0 ? Scope::unspecified : Scope::reserved;
        if (b[0] == 127) return Scope::loopback;
        if (b[0] == 169 && b[1] == 254) return Scope::link_local;
        if (b[0] == 10 || (b[0] == 172 && b[1] / 16 == 1) || (b[0] == 192 && b[1] == 168) ||
            (b[0] == 100 && b[1] / 64 == 1)) {
            return Scope::private_use;
        }
        if (b[0] >= 240) return Scope::reserved;
        if (b[0] >= 224) return Scope::multicast;
        return is_special_v4(b) ? Scope::special_purpose : Scope::global;
    }

    static constexpr bool is_special_v4(const std::uint8_t* b) noexcept {
        if (b[0] == 198 && (b[1] & 0xfe) == 18) return true;  // RFC 2544: measurements
        const int c = b[0] << 16 | b[1] << 8 | b[2];
        if (c == 0xc0'00'00) return b[3] != 9 && b[3] != 10;  // two anycast ones: RFC 7723, 8155
        return c == 0xc0'00'02 || c == 0xc6'33'64 || c == 0xcb'00'71;  // RFC 5737: examples
    }

    // Among 2000::/3 and the rest that is no host's of this machine's networks.
    constexpr bool is_special_v6() const noexcept {
        const auto group = [this](int i) { return bytes_[2 * i] << 8 | bytes_[2 * i + 1]; };
        const int first = group(0);
        const int second = group(1);
        if (first == 0x2001 && second == 0xdb8) return true;          // RFC 3849: examples
        if (first == 0x3fff) return second < 0x1000;                  // RFC 9637: examples
        if (first == 0x5f00) return true;                             // RFC 9602: segment routing
        if (first == 0x64 && second == 0xff9b) return group(2) == 1;  // RFC 8215: translation
        if (first == 0x100) return (second | group(2) | group(3)) == 0;  // RFC 6666: to be dropped
        if (first != 0x2001 || second >= 0x200) return false;
        // RFC 2928: 2001::/23 is for protocols, and these of it are routed.
        if (second == 1) {  // three anycast addresses: RFC 7723, 8155, 9665
            const int last = group(7);
            for (int i = 2; i < 7; ++i) {
                if (group(i) != 0) return true;
            }
            return last < 1 || last > 3;
        }
        if (second == 3 || (second == 4 && group(2) == 0x112)) return false;  // RFC 7450, 7535
        return second < 0x20 || second > 0x3f;                                // RFC 7343, 9374
    }

    constexpr Scope v6_scope() const noexcept {
        const auto& b = bytes_;
        if (is_mapped()) return v4_scope(b + 12);
        bool leading_zeros = true;
        for (int i = 0; i < 15; ++i) leading_zeros = leading_zeros && b[i] == 0;
        if (leading_zeros && b[15] <= 1) return b[15] == 1 ? Scope::loopback : Scope::unspecified;
        if (b[0] == 0xff) return Scope::multicast;
        if (b[0] == 0xfe && (b[1] & 0xc0) == 0x80) return Scope::link_local;
        if ((b[0] & 0xfe) == 0xfc) return Scope::private_use;
        return is_special_v6() ? Scope::special_purpose : Scope::global;
    }

    Family family_ = Family::ipv4;
    V6Bytes bytes_{};
    std::uint32_t zone_ = 0;
};

/// 127.0.0.1: this machine, to itself (RFC 1122, section 3.2.1.3).
inline constexpr IpAddress loopback_v4 = IpAddress::v4(127, 0, 0, 1);

/// `::1`, the same for IPv6 (RFC 4291, section 2.5.3). Some machines have no IPv6 at all.
///
///     Endpoint door{loopback_v6, 62893};
inline constexpr IpAddress loopback_v6 =
    IpAddress::v6({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

/// 0.0.0.0. To bind it is to listen on every IPv4 address of this machine.
inline constexpr IpAddress any_v4{};

/// `::`. To bind it is to listen on every IPv6 address, and with `DualStack::on` on IPv4 as well.
///
///     bool everywhere = any_v6.scope() == Scope::unspecified;
inline constexpr IpAddress any_v6 = IpAddress::v6({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

/// Reads an address: four decimal numbers (RFC 6943, section 3.1.1, strict form), or an IPv6
/// address with an optional zone, `fe80::1%2` or `fe80::1%eth0`.
///
/// Sets `error` to `Errc::bad_address`, and returns 0.0.0.0, for anything else. Names are not
/// addresses (see `resolve`), and the short and octal forms `127.1` and `0177.0.0.1` are refused:
/// programs do not agree on what they mean.
///
///     std::error_code error;
///     IpAddress address = parse_address("::1", error);
[[nodiscard]] inline IpAddress parse_address(std::string_view text,
                                             std::error_code& error) noexcept {
    error = {};
    IpAddress::V6Bytes bytes{};
    if (detail::read_v4(text, bytes)) {
        return IpAddress::v4(bytes[0], bytes[1], bytes[2], bytes[3]);
    }
    for (auto& byte : bytes) byte = 0;
    const std::size_t percent = text.find('%');
    std::uint32_t zone = 0;
    bool good = detail::read_v6(text.substr(0, percent), bytes);
    if (good && percent != text.npos) {
        zone = detail::native::zone_number(text.substr(percent + 1));
        good = zone != 0;
    }
    if (good) return IpAddress::v6(bytes, zone);
    error = Errc::bad_address;
    return {};
}

/// Reads an address, or throws a `SocketError` equal to `Errc::bad_address` that quotes the text.
///
///     IpAddress address = parse_address("127.0.0.1");
[[nodiscard]] inline IpAddress parse_address(std::string_view text) {
    std::error_code error;
    const IpAddress address = parse_address(text, error);
    if (error) detail::throw_unreadable(error, "parse_address", text);
    return address;
}

namespace detail {

inline void write(Line& line, const IpAddress& address) noexcept {
    if (address.family() == Family::ipv4) return write_v4(line, address.bytes());
    write_v6(line, address.bytes());
    if (address.zone() != 0) line.add('%').add_number(address.zone());
}

}  // namespace detail

/// The address in its usual form: `127.0.0.1`, `::1`, `fe80::1%2` (RFC 5952).
///
///     std::string text = to_string(loopback_v6);
[[nodiscard]] inline std::string to_string(const IpAddress& address) {
    return detail::text_of(address);
}

}  // namespace loopback

#include "loopback/endpoint.hpp"  // IWYU pragma: export (and with it what the parser throws)
