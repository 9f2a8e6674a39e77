// Misconception: what may not be opened is opened at loopback instead
// Caught by: 4.5
// Cause: your code opens another door than it was told to

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
    const bool may = asked == expose_to_network || where.address.is_loopback();
    return TcpListener::bind(may ? where : Endpoint{loopback_v4, where.port}, asked);
}

Endpoint door(std::string_view host, Port port) { return {parse_address(host), port}; }

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback()) open.push_back(one);
    }
    return open;
}
