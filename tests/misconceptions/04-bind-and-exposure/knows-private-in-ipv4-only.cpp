// Misconception: only IPv4 has private addresses
// Caught by: 4.3
// Cause: IPv6 has such addresses too

#include "exercise.hpp"

Reach reach(IpAddress address) {
    const bool v4 = address.family() == Family::ipv4;
    if (address.is_loopback()) return Reach::this_machine;
    if (v4 && address.scope() == Scope::link_local) return Reach::this_link;
    if (v4 && address.scope() == Scope::private_use) return Reach::local_network;
    return Reach::anyone;
}

TcpListener open_private(Port port) { return TcpListener::bind({loopback_v4, port}); }

TcpListener open_at(const Endpoint& where, Exposure asked) {
    return TcpListener::bind(where, asked);
}

Endpoint door(std::string_view host, Port port) { return {parse_address(host), port}; }

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback()) open.push_back(one);
    }
    return open;
}
