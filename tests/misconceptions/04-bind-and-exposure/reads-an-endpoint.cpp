// Misconception: a host may bring its port along
// Caught by: 4.6
// Cause: a port belongs to an endpoint

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

Endpoint door(std::string_view host, Port port) {
    std::error_code error;
    const Endpoint both = parse_endpoint(host, error);
    if (!error) return both;
    return {parse_address(host), port};
}

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    std::copy_if(doors.begin(), doors.end(), std::back_inserter(open),
                 [](const Listener& one) { return !one.endpoint.address.is_loopback(); });
    return open;
}
