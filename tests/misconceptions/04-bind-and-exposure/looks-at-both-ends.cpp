// Misconception: either end may come first: byte order
// Caught by: 4.1
// Cause: your code looks at the last byte

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const auto& bytes = address.bytes();
    if (address.is_loopback()) return Reach::this_machine;
    if (bytes[0] == 127 || bytes[3] == 127) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    if (address.scope() == Scope::private_use) return Reach::local_network;
    return Reach::anyone;
}
