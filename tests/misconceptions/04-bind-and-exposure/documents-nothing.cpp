// Misconception: addresses for documentation are for nobody
// Caught by: 4.2
// Cause: all that is left is for anyone

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const auto& b = address.bytes();
    const bool is_v4 = address.family() == Family::ipv4;
    if (address.is_loopback()) return Reach::this_machine;
    if (is_v4 && b[0] == 203 && b[1] == 0) return Reach::local_network;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    return address.scope() == Scope::private_use ? Reach::local_network : Reach::anyone;
}
