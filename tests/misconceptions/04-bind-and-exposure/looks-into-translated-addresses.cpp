// Misconception: what is translated to an IPv4 address is one
// Caught by: 4.1
// Cause: and is not that address

#include "exercise.hpp"

#include <algorithm>
#include <array>

Reach reach(IpAddress address) {
    constexpr std::array<std::uint8_t, 4> translated{0x00, 0x64, 0xff, 0x9b};
    const auto* bytes = address.bytes();
    if (address.family() == Family::ipv6 &&
        std::equal(translated.begin(), translated.end(), bytes)) {
        address = IpAddress::v4(bytes[12], bytes[13], bytes[14], bytes[15]);
    }
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local: return Reach::this_link;
        case Scope::private_use: return Reach::local_network;
        default: return Reach::anyone;
    }
}
