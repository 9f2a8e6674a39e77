// Misconception: multicast never leaves the link
// Caught by: 4.2
// Cause: is the address of a group
// Contract: those of multicast groups, which whoever likes can send to.

#include "exercise.hpp"

Reach reach(IpAddress address) {
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local: return Reach::this_link;
        case Scope::private_use: return Reach::local_network;
        case Scope::multicast: return Reach::this_link;
        default: return Reach::anyone;
    }
}
