// Misconception: 0.0.0.0 is special, :: is not
// Caught by: 4.2
// Cause: is not "nowhere"
// Contract: `anyone`:
// Contract: 0.0.0.0 and ::, which are every address of this machine
// Also: 4.1 4.3

#include "exercise.hpp"

Reach reach(IpAddress address) {
    if (address == any_v4) return Reach::anyone;
    if (address.is_loopback() || address.is_unspecified()) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    if (address.scope() == Scope::private_use) return Reach::local_network;
    return Reach::anyone;
}
