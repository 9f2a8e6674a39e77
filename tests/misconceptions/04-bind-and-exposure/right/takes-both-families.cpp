// Opens :: for IPv4 as well, where it is asked for; counts before it copies.

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
    ListenOptions options{asked};
    if (where.address == any_v6) options.dual_stack = DualStack::on;
    return TcpListener::bind(where, options);
}

Endpoint door(std::string_view host, Port port) { return {parse_address(host), port}; }

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::size_t count = 0;
    for (const Listener& one : doors) count += one.endpoint.address.is_loopback() ? 0 : 1;
    std::vector<Listener> open;
    open.reserve(count);
    for (const Listener& one : doors) {
        if (one.endpoint.address.is_loopback()) continue;
        open.push_back(one);
    }
    return open;
}
