// Misconception: an IPv4 address in IPv6 is its last four bytes
// Caught by: 4.1
// Cause: would have to stand before them
// Contract: Any IPv4 address that is written as an IPv6 one counts as what it is:

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const auto& b = address.bytes();
    const bool has_zeros = address.family() == Family::ipv6 && (b[0] | b[1] | b[9] | b[11]) == 0;
    if (address.is_loopback() || (has_zeros && b[12] == 127)) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    return address.scope() == Scope::private_use ? Reach::local_network : Reach::anyone;
}
