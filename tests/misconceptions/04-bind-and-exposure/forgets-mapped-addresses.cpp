// Misconception: an IPv6 address is ::1 or not loopback
// Caught by: 4.1
// Cause: is an IPv4 address in IPv6's clothes
// Contract: also written as ::ffff:127.0.0.1

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const bool v4 = address.family() == Family::ipv4;
    if (v4 ? address.bytes()[0] == 127 : address == loopback_v6) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    if (address.scope() == Scope::private_use) return Reach::local_network;
    return Reach::anyone;
}
