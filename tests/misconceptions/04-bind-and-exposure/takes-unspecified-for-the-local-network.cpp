// Misconception: 0.0.0.0 is the local network
// Caught by: 4.2
// Cause: takes in every address of this machine

#include "exercise.hpp"

Reach reach(IpAddress address) {
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local: return Reach::this_link;
        case Scope::private_use: return Reach::local_network;
        case Scope::unspecified: return Reach::local_network;
        default: return Reach::anyone;
    }
}
