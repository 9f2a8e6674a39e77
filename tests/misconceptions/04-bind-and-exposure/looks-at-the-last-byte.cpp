// Misconception: the first number of an address is its last byte
// Caught by: 4.1
// Cause: your code looks at the last byte

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const auto& bytes = address.bytes();
    const bool v4 = address.family() == Family::ipv4;
    if (address == loopback_v4 || address == loopback_v6) return Reach::this_machine;
    if (v4 && bytes[3] == 127) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    if (address.scope() == Scope::private_use) return Reach::local_network;
    return Reach::anyone;
}
