// Misconception: a prefix of IPv6 is the first two bytes
// Caught by: 4.3
// Cause: a prefix counts bits
// Contract: `this_link`:
// Contract: 169.254.0.0/16 and fe80::/10

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const auto& bytes = address.bytes();
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local:
            if (bytes[0] == 0xfe && bytes[1] != 0x80) return Reach::anyone;
            return Reach::this_link;
        case Scope::private_use: return Reach::local_network;
        default: return Reach::anyone;
    }
}
