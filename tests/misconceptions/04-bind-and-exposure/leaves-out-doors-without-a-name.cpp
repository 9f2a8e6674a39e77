// Misconception: a door without a program is nobody's
// Caught by: 4.7
// Cause: doors whose program nobody knows

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
        if (!one.endpoint.address.is_loopback() && !one.program.empty()) open.push_back(one);
    }
    return open;
}
