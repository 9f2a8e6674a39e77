#pragma once

#include "loopback/error.hpp"

namespace loopback {

/// A network: the addresses whose first bits are the same, such as the 2^24 of 127.0.0.0/8, whose
/// first eight bits are 127 (RFC 4632, section 3.1; RFC 4291, section 2.3).
///
///     constexpr Network loopback_net = Network::of(loopback_v4, 8);
///     static_assert(loopback_net.contains(IpAddress::v4(127, 8, 8, 8)));
class Network {
public:
    /// 0.0.0.0/0: every IPv4 address.
    constexpr Network() noexcept = default;

    /// The network that an address is in, by how many bits are shared. A length over 32 for IPv4,
    /// or 128 for IPv6, is the whole address: a network of one.
    ///
    ///     Network mine = Network::of(parse_address("192.168.1.7"), 24);  // 192.168.1.0/24
    [[nodiscard]] static constexpr Network of(const IpAddress& address, unsigned length) noexcept {
        Network network;
        const bool v4 = address.family() == Family::ipv4;
        network.length_ = length < (v4 ? 32U : 128U) ? length : (v4 ? 32U : 128U);
        IpAddress::V6Bytes first{};
        for (unsigned i = 0; i < 16; ++i) {
            const unsigned kept = network.length_ > 8 * i ? network.length_ - 8 * i : 0;
            const unsigned mask = kept >= 8 ? 0xffU : 0xffU << (8 - kept);
            first[i] = static_cast<std::uint8_t>(address.bytes()[i] & mask);
        }
        network.first_ = v4 ? IpAddress::v4(first[0], first[1], first[2], first[3])
                            : IpAddress::v6(first, address.zone());
        return network;
    }

    /// The first of its addresses, by which it is named.
    ///
    ///     std::cout << to_string(Network::of(loopback_v4, 8).address()) << '\n';  // 127.0.0.0
    [[nodiscard]] constexpr const IpAddress& address() const noexcept { return first_; }
    /// How many bits its addresses share: 0 to 32, or to 128.
    ///
    ///     bool is_one_address = Network::of(loopback_v4, 32).length() == 32;
    [[nodiscard]] constexpr unsigned length() const noexcept { return length_; }

    /// Whether an address is in it. An IPv4-mapped address is where its IPv4 address is, unless
    /// the network is one of mapped addresses; a zone must be the same if the network has one.
    ///
    ///     const Network trusted = parse_network("10.0.0.0/8");
    ///     bool may_come_in = trusted.contains(client.peer_endpoint().address);
    [[nodiscard]] constexpr bool contains(const IpAddress& address) const noexcept {
        const IpAddress it = first_.family() == Family::ipv4 ? address.unmapped() : address;
        if (it.family() != first_.family()) return false;
        if (first_.zone() != 0 && it.zone() != first_.zone()) return false;
        for (unsigned i = 0; i * 8 < length_; ++i) {
            const unsigned kept = length_ - 8 * i;
            const unsigned mask = kept >= 8 ? 0xffU : 0xffU << (8 - kept);
            const auto differing = static_cast<unsigned>(it.bytes()[i] ^ first_.bytes()[i]);
            if ((differing & mask) != 0) return false;
        }
        return true;
    }

    /// By address, then by length: a network comes before its own parts.
    constexpr auto operator<=>(const Network&) const noexcept = default;

private:
    IpAddress first_;
    unsigned length_ = 0;
};

/// Reads a network: its first address, a slash, and how many bits are shared, in digits.
///
/// Sets `error` to `Errc::bad_network`, and returns 0.0.0.0/0, for anything else: no length, one
/// over 32 (IPv4) or 128 (IPv6), or an address with a bit set behind it, such as `127.0.0.1/8`:
/// programs do not agree on what that means. Ask `error` before you use what is returned.
///
///     std::error_code error;
///     Network network = parse_network("fe80::/10", error);
[[nodiscard]] inline Network parse_network(std::string_view text, std::error_code& error) noexcept {
    const std::size_t slash = text.find('/');
    const IpAddress address = parse_address(text.substr(0, slash), error);
    bool good = !error && slash != text.npos;
    const std::string_view digits = good ? text.substr(slash + 1) : std::string_view();
    good = good && !digits.empty() && digits.size() <= 3 && (digits[0] != '0' || digits == "0");
    unsigned length = 0;
    for (const char c : digits) {
        good = good && c >= '0' && c <= '9';
        if (good) length = length * 10 + static_cast<unsigned>(c - '0');
    }
    const Network network = Network::of(address, length);
    good = good && network.length() == length && network.address() == address;
    error = good ? std::error_code() : make_error_code(Errc::bad_network);
    return good ? network : Network();
}

/// Reads a network, or throws a `SocketError` equal to `Errc::bad_network` that quotes the text.
///
///     Network network = parse_network("127.0.0.0/8");
[[nodiscard]] inline Network parse_network(std::string_view text) {
    std::error_code error;
    const Network network = parse_network(text, error);
    if (error) detail::throw_unreadable(error, "parse_network", text);
    return network;
}

namespace detail {
inline void write(Line& line, const Network& network) noexcept {
    write(line, network.address());
    line.add('/').add_number(network.length());
}
}  // namespace detail

/// The network as it is usually written: `127.0.0.0/8`.
///
///     std::string text = to_string(Network::of(loopback_v4, 8));
[[nodiscard]] inline std::string to_string(const Network& network) {
    return detail::text_of(network);
}

}  // namespace loopback
