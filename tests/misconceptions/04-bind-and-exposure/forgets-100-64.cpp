// Misconception: private is what RFC 1918 says
// Caught by: 4.3
// Cause: 100.64.0.0/10 is for local use, too

#include "exercise.hpp"

Reach reach(IpAddress address) {
    if (address.is_loopback()) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    const bool is_100 = address.family() == Family::ipv4 && address.bytes()[0] == 100;
    return address.scope() == Scope::private_use && !is_100 ? Reach::local_network : Reach::anyone;
}
