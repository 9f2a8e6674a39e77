// Misconception: a door stands in a list once
// Caught by: 4.7
// Cause: two doors that look alike are two

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
        const bool seen = std::any_of(open.begin(), open.end(), [&](const Listener& other) {
            return other.endpoint == one.endpoint;
        });
        if (!one.endpoint.address.is_loopback() && !seen) open.push_back(one);
    }
    return open;
}
