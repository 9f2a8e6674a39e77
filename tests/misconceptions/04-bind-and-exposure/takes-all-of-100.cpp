// Misconception: 100.x.x.x is for local use
// Caught by: 4.3
// Cause: of 100.x.x.x only 100.64.0.0

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const auto& b = address.bytes();
    if (address.is_loopback()) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    if (address.family() == Family::ipv6) {
        return address.scope() == Scope::private_use ? Reach::local_network : Reach::anyone;
    }
    const bool is_private = b[0] == 10 || (b[0] == 172 && b[1] / 16 == 1) ||
                            (b[0] == 192 && b[1] == 168) || b[0] == 100;
    return is_private ? Reach::local_network : Reach::anyone;
}
