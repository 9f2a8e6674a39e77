// Misconception: what is reserved is nobody's
// Caught by: 4.2
// Cause: is reserved, and in none of the ranges
// Contract: all that is left:
// Contract: public addresses, reserved ones

#include "exercise.hpp"

Reach reach(IpAddress address) {
    switch (address.scope()) {
        case Scope::link_local: return Reach::this_link;
        case Scope::private_use: return Reach::local_network;
        case Scope::loopback:
        case Scope::reserved: return Reach::this_machine;
        default: return Reach::anyone;
    }
}
