#pragma once

// What the systems' answers to "who listens?" are made of, and Linux's tables as text: nothing here
// asks a system, so that the parsers can be tested, and fuzzed, anywhere.

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loopback/endpoint.hpp"

namespace loopback::detail {

// A socket that waits for whoever comes.
struct OpenPort {
    Endpoint endpoint;
    std::uint64_t inode = 0;              // how Linux names it in /proc/PID/fd
    std::uint32_t process = 0;            // 0: not known, or not looked for yet
    std::optional<std::uint32_t> user{};  // who opened it, by number
};

struct ProcessFacts {
    std::string program;
    std::optional<std::chrono::system_clock::time_point> since;
};

// One line of /proc/net/tcp, tcp6, udp or udp6 (proc_pid_net(5)), as far as it is needed.
struct TableRow {
    Endpoint local;
    std::uint64_t state = 0;
    std::uint64_t user = 0;
    std::uint64_t inode = 0;
};

[[nodiscard]] constexpr std::string_view next_word(std::string_view& text) noexcept {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

// All of `text` as a number; false if it is none, or too large.
[[nodiscard]] constexpr bool read_number(std::string_view text, unsigned base,
                                         std::uint64_t& number) noexcept {
    number = 0;
    for (const char c : text) {
        const int digit = hex_digit(c);
        if (digit < 0 || static_cast<unsigned>(digit) >= base) return false;
        const auto value = static_cast<std::uint64_t>(digit);
        if (number > (UINT64_MAX - value) / base) return false;
        number = number * base + value;
    }
    return !text.empty();
}

// "0100007F:F5AD": the address as numbers of 32 bits, of which each is written as the machine's
// byte order makes it; the port as a plain number.
[[nodiscard]] constexpr bool read_table_endpoint(std::string_view text, std::endian order,
                                                 Endpoint& endpoint) noexcept {
    const std::size_t digits = text.find(':');
    std::uint64_t number = 0;
    if ((digits != 8 && digits != 32) || text.size() != digits + 5) return false;
    if (!read_number(text.substr(digits + 1), 16, number)) return false;
    endpoint.port = Port(static_cast<std::uint16_t>(number));
    IpAddress::V6Bytes bytes{};
    for (std::size_t i = 0; i < digits / 2; ++i) {
        if (!read_number(text.substr(2 * i, 2), 16, number)) return false;
        const std::size_t place = order == std::endian::big ? i : i / 4 * 4 + 3 - i % 4;
        bytes[place] = static_cast<std::uint8_t>(number);
    }
    endpoint.address =
        digits == 8 ? IpAddress::v4(bytes[0], bytes[1], bytes[2], bytes[3]) : IpAddress::v6(bytes);
    return true;
}

[[nodiscard]] constexpr bool read_table_row(std::string_view line, std::endian order,
                                            TableRow& row) noexcept {
    const std::string_view slot = next_word(line);
    std::uint64_t number = 0;
    Endpoint remote;
    if (!slot.ends_with(':') || !read_number(slot.substr(0, slot.size() - 1), 10, number) ||
        !read_table_endpoint(next_word(line), order, row.local) ||
        !read_table_endpoint(next_word(line), order, remote) ||
        row.local.address.family() != remote.address.family()) {
        return false;
    }
    const std::string_view state = next_word(line);
    if (state.size() != 2 || !read_number(state, 16, row.state)) return false;
    constexpr int between = 3;  // queues, timer, retransmissions
    for (int i = 0; i < between; ++i) {
        if (next_word(line).empty()) return false;
    }
    if (!read_number(next_word(line), 10, row.user)) return false;
    if (next_word(line).empty()) return false;  // timeout
    // Of a line that ends in its inode nobody knows whether that is all of the number.
    return read_number(next_word(line), 10, row.inode) && !next_word(line).empty();
}

// Adds the rows of a table that are in `state`. False if there is a line that is no row, or that
// does not end: such lines are left out.
[[nodiscard]] inline bool read_socket_table(std::string_view text, std::uint64_t state,
                                            std::vector<TableRow>& rows,
                                            std::endian order = std::endian::native) {
    bool good = true;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == text.npos) return false;
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        TableRow row;
        std::string_view rest = line;
        if (next_word(rest) == "sl") continue;  // the headline
        const bool readable = read_table_row(line, order, row);
        good = good && readable;
        if (readable && row.state == state) rows.push_back(row);
    }
    return good;
}

// Where a link in /proc/PID/fd leads: "socket:[12345]".
[[nodiscard]] constexpr bool read_socket_link(std::string_view text,
                                              std::uint64_t& inode) noexcept {
    constexpr std::string_view before = "socket:[";
    return text.starts_with(before) && text.ends_with(']') &&
           read_number(text.substr(before.size(), text.size() - before.size() - 1), 10, inode);
}

// When a process started, in clock ticks since the system did: field 22 of /proc/PID/stat. Field 2
// is the program's name in parentheses, and may have anything in it (proc_pid_stat(5)).
[[nodiscard]] constexpr bool read_start_ticks(std::string_view stat,
                                              std::uint64_t& ticks) noexcept {
    const std::size_t close = stat.rfind(')');
    if (close == stat.npos) return false;
    stat.remove_prefix(close + 1);
    std::string_view word;
    for (int field = 3; field <= 22; ++field) word = next_word(stat);
    return read_number(word, 10, ticks);
}

}  // namespace loopback::detail
