#pragma once

// What the C library makes of an address in digits: inet_pton(3), if_nametoindex(3),
// getaddrinfo(3).

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <sys/socket.h>

#include <charconv>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "loopback/address.hpp"

namespace fuzz {

/// All of `text` as a decimal number.
template <class Number>
std::optional<Number> whole_number(std::string_view text, int base = 10) {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number, base);
    if (error != std::errc{} || stop != end || text.empty()) return std::nullopt;
    return number;
}

inline std::optional<std::uint32_t> zone_by_system(const std::string& zone) {
    constexpr std::size_t longest = 10;  // digits of 4294967295
    if (zone.find_first_not_of("0123456789") == zone.npos) {
        const auto number = whole_number<std::uint32_t>(zone);
        return zone.size() <= longest && number && *number != 0 ? number : std::nullopt;
    }
    if (zone.find(':') != zone.npos) return std::nullopt;  // Linux takes lo:1 for lo
    const unsigned index = ::if_nametoindex(zone.c_str());
    return index != 0 ? std::optional<std::uint32_t>(index) : std::nullopt;
}

/// The address that `text` is to the system's strict functions.
inline std::optional<loopback::IpAddress> address_by_system(std::string_view text) {
    using loopback::IpAddress;
    if (text.find('\0') != text.npos) return std::nullopt;  // no C string has one inside
    IpAddress::V6Bytes bytes{};
    if (::inet_pton(AF_INET, std::string(text).c_str(), bytes) == 1) {
        return IpAddress::v4(bytes[0], bytes[1], bytes[2], bytes[3]);
    }
    const std::size_t percent = text.find('%');
    if (::inet_pton(AF_INET6, std::string(text.substr(0, percent)).c_str(), bytes) != 1) {
        return std::nullopt;
    }
    if (percent == text.npos) return IpAddress::v6(bytes);
    const auto zone = zone_by_system(std::string(text.substr(percent + 1)));
    return zone ? std::optional(IpAddress::v6(bytes, *zone)) : std::nullopt;
}

/// The address that `text` is to getaddrinfo without a look-up: short and octal forms too.
inline std::optional<loopback::IpAddress> address_by_getaddrinfo(const std::string& text) {
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(text.c_str(), nullptr, &hints, &found) != 0) return std::nullopt;
    loopback::IpAddress::V6Bytes bytes{};
    std::optional<loopback::IpAddress> address;
    if (found->ai_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, found->ai_addr, sizeof v4);
        std::memcpy(bytes, &v4.sin_addr, 4);
        address = loopback::IpAddress::v4(bytes[0], bytes[1], bytes[2], bytes[3]);
    } else {
        sockaddr_in6 v6{};
        std::memcpy(&v6, found->ai_addr, sizeof v6);
        std::memcpy(bytes, &v6.sin6_addr, 16);
        address = loopback::IpAddress::v6(bytes, v6.sin6_scope_id);
    }
    ::freeaddrinfo(found);
    return address;
}

/// What a parser throws for a text that it refuses.
template <class Parse>
std::error_code error_thrown_by(Parse parse, std::string& words) {
    try {
        (void)parse();
        return {};
    } catch (const loopback::SocketError& failure) {
        words = failure.what();
        return failure.code();
    }
}

}  // namespace fuzz
