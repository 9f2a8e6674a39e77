// Another way: by the bytes of an address, without scope()
// Contract: What the library knows may be used:

#include "exercise.hpp"

#include <stdexcept>
#include <system_error>

namespace {

Reach reach_v4(const std::uint8_t* b) {
    if (b[0] == 127) return Reach::this_machine;
    if (b[0] == 169 && b[1] == 254) return Reach::this_link;
    if (b[0] == 10 || (b[0] == 172 && b[1] >= 16 && b[1] <= 31) || (b[0] == 192 && b[1] == 168) ||
        (b[0] == 100 && b[1] >= 64 && b[1] <= 127)) {
        return Reach::local_network;
    }
    return Reach::anyone;
}

bool is_mapped(const IpAddress::V6Bytes& b) {
    for (int i = 0; i < 10; ++i) {
        if (b[i] != 0) return false;
    }
    return b[10] == 0xff && b[11] == 0xff;
}

}  // namespace

Reach reach(IpAddress address) {
    const IpAddress::V6Bytes& b = address.bytes();
    if (address.family() == Family::ipv4) return reach_v4(b);
    if (is_mapped(b)) return reach_v4(b + 12);
    if (address == loopback_v6) return Reach::this_machine;
    if (b[0] == 0xfe && b[1] >= 0x80 && b[1] <= 0xbf) return Reach::this_link;
    if (b[0] == 0xfc || b[0] == 0xfd) return Reach::local_network;
    return Reach::anyone;
}

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (reach(one.endpoint.address) != Reach::this_machine) open.push_back(one);
    }
    return open;
}
