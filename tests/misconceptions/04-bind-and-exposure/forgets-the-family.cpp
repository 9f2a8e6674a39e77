// Misconception: bytes mean the same in both families
// Caught by: 4.1
// Cause: ask for its family()

#include "exercise.hpp"

Reach reach(IpAddress address) {
    if (address.is_loopback() || address.bytes()[0] == 127) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    if (address.scope() == Scope::private_use) return Reach::local_network;
    return Reach::anyone;
}
