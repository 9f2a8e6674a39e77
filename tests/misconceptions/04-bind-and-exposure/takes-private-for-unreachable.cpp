// Misconception: a private address is private to this machine
// Caught by: 4.3
// Cause: is private to a network, not to this machine
// Contract: programs on this machine, and nobody else

#include "exercise.hpp"

Reach reach(IpAddress address) {
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local: return Reach::this_link;
        case Scope::private_use: return Reach::this_machine;
        case Scope::unspecified: return Reach::anyone;
        default: return Reach::anyone;
    }
}
