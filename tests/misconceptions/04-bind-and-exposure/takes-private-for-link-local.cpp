// Misconception: a private network is a cable
// Caught by: 4.3
// Cause: is passed on by the routers
// Contract: whoever is in the same private network

#include "exercise.hpp"

Reach reach(IpAddress address) {
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local: return Reach::this_link;
        case Scope::private_use: return Reach::this_link;
        case Scope::unspecified: return Reach::anyone;
        default: return Reach::anyone;
    }
}
