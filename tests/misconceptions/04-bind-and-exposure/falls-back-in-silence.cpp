// Misconception: a bad address may be replaced by a safe one
// Caught by: 4.6
// Cause: That is private, but silent

#include "exercise.hpp"

#include <system_error>

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
    if (host == "localhost") return {parse_address("no address"), port};
    std::error_code error;
    const IpAddress address = parse_address(host, error);
    return {error ? loopback_v4 : address, port};
}

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback()) open.push_back(one);
    }
    return open;
}
