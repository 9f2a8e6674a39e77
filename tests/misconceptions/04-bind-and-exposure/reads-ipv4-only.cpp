// Misconception: an address has four numbers
// Caught by: 4.6
// Cause: that is an address of IPv6
// Contract: `host` is an address in digits, of IPv4 or of IPv6:
// Contract: `127.0.0.1`, `::1`, `0.0.0.0`.

#include "exercise.hpp"

#include <stdexcept>

Endpoint door(std::string_view host, Port port) {
    const IpAddress address = parse_address(host);
    if (address.family() == Family::ipv6) throw std::invalid_argument("no IPv4 address");
    return {address, port};
}
