#pragma once

// The bytes of an address as text, and back. What the text means is told by parse_address.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "loopback/detail/line.hpp"

namespace loopback::detail {

// Reads four decimal numbers with dots; false if `text` is anything else.
[[nodiscard]] constexpr bool read_v4(std::string_view text, std::uint8_t* bytes) noexcept {
    for (int part = 0; part < 4; ++part) {
        if (part != 0) {
            if (text.empty() || text[0] != '.') return false;
            text.remove_prefix(1);
        }
        unsigned value = 0;
        std::size_t digits = 0;
        while (digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9') {
            value = value * 10 + static_cast<unsigned>(text[digits++] - '0');
        }
        const bool leading_zero = digits > 1 && text[0] == '0';
        if (digits == 0 || value > 255 || leading_zero) return false;
        bytes[part] = static_cast<std::uint8_t>(value);
        text.remove_prefix(digits);
    }
    return text.empty();
}

[[nodiscard]] constexpr int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Puts zeros at `gap` into the `filled` bytes of an address, so that there are sixteen.
constexpr void widen(std::uint8_t* bytes, std::size_t gap, std::size_t filled) noexcept {
    for (std::size_t i = 1; i <= filled - gap; ++i) {
        bytes[16 - i] = bytes[filled - i];
        bytes[filled - i] = 0;
    }
}

// Reads the sixteen bytes of an IPv6 address without a zone (RFC 4291, section 2.2).
[[nodiscard]] constexpr bool read_v6(std::string_view text, std::uint8_t* bytes) noexcept {
    std::size_t filled = 0;  // bytes so far
    std::size_t gap = 17;    // where "::" stands; 17 for nowhere
    if (text.substr(0, 2) == "::") {
        gap = 0;
        text.remove_prefix(2);
    }
    bool need_group = gap == 17;
    while (!text.empty()) {
        const std::string_view group = text.substr(0, text.find(':'));
        if (group.find('.') != group.npos) {
            if (filled > 12 || group.size() != text.size()) return false;
            if (!read_v4(group, bytes + filled)) return false;
            filled += 4;
            text = {};
            need_group = false;
            break;
        }
        if (group.empty() || group.size() > 4 || filled > 14) return false;
        unsigned value = 0;
        for (char c : group) {
            const int digit = hex_digit(c);
            if (digit < 0) return false;
            value = value * 16 + static_cast<unsigned>(digit);
        }
        bytes[filled++] = static_cast<std::uint8_t>(value >> 8);
        bytes[filled++] = static_cast<std::uint8_t>(value & 0xff);
        text.remove_prefix(group.size());
        need_group = false;
        if (text.empty()) break;
        text.remove_prefix(1);
        need_group = true;
        if (!text.empty() && text[0] == ':') {
            if (gap != 17) return false;
            gap = filled;
            text.remove_prefix(1);
            need_group = false;
        }
    }
    if (need_group || (gap == 17 ? filled != 16 : filled > 14)) return false;
    if (gap != 17) widen(bytes, gap, filled);
    return true;
}

inline void write_v4(Line& line, const std::uint8_t* bytes) noexcept {
    for (int i = 0; i < 4; ++i) {
        if (i != 0) line.add('.');
        line.add_number(bytes[i]);
    }
}

inline void write_v6(Line& line, const std::uint8_t* bytes) noexcept {
    unsigned groups[8];
    for (int i = 0; i < 8; ++i)
        groups[i] = static_cast<unsigned>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
    int gap = -1;
    int gap_length = 1;  // the longest run of two zero groups or more becomes "::"
    for (int i = 0; i < 8; ++i) {
        int end = i;
        while (end < 8 && groups[end] == 0) ++end;
        if (end - i > gap_length) {
            gap = i;
            gap_length = end - i;
        }
    }
    const bool mapped = gap == 0 && gap_length == 5 && groups[5] == 0xffff;
    for (int i = 0; i < (mapped ? 6 : 8); ++i) {
        if (i == gap) {
            line.add("::");
            i += gap_length - 1;
            continue;
        }
        if (i != 0 && i != gap + gap_length) line.add(':');
        bool started = false;
        for (int shift = 12; shift >= 0; shift -= 4) {
            const unsigned digit = groups[i] >> shift & 15;
            started = started || digit != 0 || shift == 0;
            if (started) line.add("0123456789abcdef"[digit]);
        }
    }
    if (mapped) write_v4(line.add(':'), bytes + 12);
}

}  // namespace loopback::detail
