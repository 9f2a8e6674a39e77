// Misconception: only IPv4 has private addresses
// Caught by: 4.3
// Cause: IPv6 has such addresses too

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const bool v4 = address.family() == Family::ipv4;
    if (address.is_loopback()) return Reach::this_machine;
    if (v4 && address.scope() == Scope::link_local) return Reach::this_link;
    if (v4 && address.scope() == Scope::private_use) return Reach::local_network;
    return Reach::anyone;
}
