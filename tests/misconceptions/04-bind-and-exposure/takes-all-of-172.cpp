// Misconception: 172.x.x.x is private
// Caught by: 4.3
// Cause: of 172.x.x.x only 172.16.0.0 to 172.31.255.255
// Contract: `local_network`:
// Contract: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 and fc00::/7

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const auto& b = address.bytes();
    if (address.is_loopback()) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    if (address.family() == Family::ipv6) {
        return address.scope() == Scope::private_use ? Reach::local_network : Reach::anyone;
    }
    const bool is_private = b[0] == 10 || b[0] == 172 || (b[0] == 192 && b[1] == 168) ||
                            (b[0] == 100 && b[1] / 64 == 1);
    return is_private ? Reach::local_network : Reach::anyone;
}
