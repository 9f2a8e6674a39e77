// Misconception: loopback is 127.0.0.1
// Caught by: 4.1
// Cause: loopback is not 127.0.0.1 alone
// Contract: `this_machine`:
// Contract: 127.0.0.0/8 and ::1
// Also: 4.3 4.2

#include "exercise.hpp"

Reach reach(IpAddress address) {
    if (address == loopback_v4 || address == loopback_v6) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    if (address.scope() == Scope::private_use) return Reach::local_network;
    return Reach::anyone;
}
