// Misconception: bytes mean the same in both families
// Caught by: 4.1
// Cause: ask for its family()

#include "exercise.hpp"

Reach reach(IpAddress address) {
    if (address.is_loopback() || address.bytes()[0] == 127) return Reach::this_machine;
    if (address.scope() == Scope::link_local) return Reach::this_link;
    if (address.scope() == Scope::private_use) return Reach::local_network;
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
