// Misconception: 192.x.x.x is private
// Caught by: 4.3
// Cause: two bytes count there
// Also: 4.2

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const auto& b = address.bytes();
    if (address.is_loopback()) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    if (address.family() == Family::ipv6) {
        return address.scope() == Scope::private_use ? Reach::local_network : Reach::anyone;
    }
    const bool is_private = b[0] == 10 || (b[0] == 172 && b[1] / 16 == 1) || b[0] == 192 ||
                            (b[0] == 100 && b[1] / 64 == 1);
    return is_private ? Reach::local_network : Reach::anyone;
}
