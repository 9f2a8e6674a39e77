// Misconception: only loopback is ever mapped
// Caught by: 4.3
// Cause: is an IPv4 address in IPv6's clothes
// Contract: ::ffff:10.0.0.1 is 10.0.0.1.

#include "exercise.hpp"

Reach reach(IpAddress address) {
    if (address.is_loopback()) return Reach::this_machine;
    if (address.family() == Family::ipv6 && address.bytes()[0] == 0) return Reach::anyone;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    return address.scope() == Scope::private_use ? Reach::local_network : Reach::anyone;
}
