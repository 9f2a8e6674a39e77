// Misconception: what begins with ::ffff is IPv6, and no loopback
// Caught by: 4.7
// Cause: written as IPv6 does

#include "exercise.hpp"

#include <algorithm>
#include <iterator>

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

Endpoint door(std::string_view host, Port port) { return {parse_address(host), port}; }

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback() ||
            to_string(one.endpoint.address).starts_with("::ffff:"))
            open.push_back(one);
    }
    return open;
}
