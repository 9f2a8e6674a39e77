// Misconception: private is 127.0.0.1 and ::1
// Caught by: 4.7
// Cause: your code knows 127.0.0.1 and ::1 only

#include "exercise.hpp"

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
        if (one.endpoint.address != loopback_v4 && one.endpoint.address != loopback_v6)
            open.push_back(one);
    }
    return open;
}
