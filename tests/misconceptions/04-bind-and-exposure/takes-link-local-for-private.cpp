// Misconception: link-local and private are the same
// Caught by: 4.3
// Cause: is link-local: it reaches as far as the cable
// Contract: whoever is on the same cable or Wi-Fi, up to the next router

#include "exercise.hpp"

Reach reach(IpAddress address) {
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local: return Reach::local_network;
        case Scope::private_use: return Reach::local_network;
        case Scope::unspecified: return Reach::anyone;
        default: return Reach::anyone;
    }
}
