// Misconception: link-local begins with fe
// Caught by: 4.3
// Cause: a prefix counts bits

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const bool is_v6 = address.family() == Family::ipv6;
    if (address.is_loopback()) return Reach::this_machine;
    if (is_v6 && address.bytes()[0] == 0xfe) return Reach::this_link;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    return address.scope() == Scope::private_use ? Reach::local_network : Reach::anyone;
}
