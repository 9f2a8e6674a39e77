// Misconception: 0.0.0.0 is nowhere, so nobody comes there
// Caught by: 4.2
// Cause: is not "nowhere"
// Contract: whoever can reach any address of this machine, or a public one

#include "exercise.hpp"

Reach reach(IpAddress address) {
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local: return Reach::this_link;
        case Scope::private_use: return Reach::local_network;
        case Scope::unspecified: return Reach::this_machine;
        default: return Reach::anyone;
    }
}
