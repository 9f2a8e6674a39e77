// Misconception: a byte is a char
// Caught by: 4.3
// Cause: which has a sign on most machines

#include "exercise.hpp"

Reach reach(IpAddress address) {
    if (address.is_loopback()) return Reach::this_machine;
    if (address.family() == Family::ipv6) {
        if (address.scope() == Scope::link_local) return Reach::this_link;
        if (address.scope() == Scope::private_use) return Reach::local_network;
        return Reach::anyone;
    }
    const int first = static_cast<signed char>(address.bytes()[0]);
    const int second = static_cast<signed char>(address.bytes()[1]);
    if (first == 169 && second == 254) return Reach::this_link;
    const bool is_private = first == 10 || (first == 172 && second / 16 == 1) ||
                            (first == 192 && second == 168) || (first == 100 && second / 64 == 1);
    return is_private ? Reach::local_network : Reach::anyone;
}
