// Misconception: 172.16.0.0/12 ends at 172.32
// Caught by: 4.3
// Cause: twelve bits count

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const auto& b = address.bytes();
    const bool is_v4 = address.family() == Family::ipv4;
    if (is_v4 && b[0] == 172 && b[1] == 32) return Reach::local_network;
    if (address.is_loopback()) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    return address.scope() == Scope::private_use ? Reach::local_network : Reach::anyone;
}
