// Misconception: an address made of another one is local
// Caught by: 4.2
// Cause: all that is left is for anyone

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const auto& b = address.bytes();
    if (address.is_loopback()) return Reach::this_machine;
    if (b[0] == 0x20 && b[1] == 0x02) return Reach::this_link;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    return address.scope() == Scope::private_use ? Reach::local_network : Reach::anyone;
}
