// Misconception: loopback begins with 127, and that is all
// Caught by: 4.1
// Cause: ::1 is the loopback address of IPv6

#include "exercise.hpp"

Reach reach(IpAddress address) {
    if (address.family() == Family::ipv4 && address.bytes()[0] == 127) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    if (address.scope() == Scope::private_use) return Reach::local_network;
    return Reach::anyone;
}
