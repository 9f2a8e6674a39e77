// Misconception: a private address is safe
// Caught by: 4.7
// Cause: your code takes private and link-local addresses for safe

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
        const Scope scope = one.endpoint.address.scope();
        const bool is_safe =
            scope == Scope::loopback || scope == Scope::private_use || scope == Scope::link_local;
        if (!is_safe) open.push_back(one);
    }
    return open;
}
