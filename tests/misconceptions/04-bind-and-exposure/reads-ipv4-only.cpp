// Misconception: an address has four numbers
// Caught by: 4.6
// Cause: that is an address of IPv6

#include "exercise.hpp"

#include <stdexcept>

Reach reach(IpAddress address) {
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local: return Reach::this_link;
        case Scope::private_use: return Reach::local_network;
        default: return Reach::anyone;
    }
}

TcpListener open_private(Port port) { return TcpListener::bind({loopback_v4, port}); }

TcpListener open_at(const Endpoint& where, Exposure asked) {
    return TcpListener::bind(where, asked);
}

Endpoint door(std::string_view host, Port port) {
    const IpAddress address = parse_address(host);
    if (address.family() == Family::ipv6) throw std::invalid_argument("no IPv4 address");
    return {address, port};
}

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback()) open.push_back(one);
    }
    return open;
}
