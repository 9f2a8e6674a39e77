// Misconception: multicast never leaves the link
// Caught by: 4.2
// Cause: is the address of a group

#include "exercise.hpp"

#include <algorithm>
#include <iterator>

Reach reach(IpAddress address) {
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local: return Reach::this_link;
        case Scope::private_use: return Reach::local_network;
        case Scope::multicast: return Reach::this_link;
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
    std::copy_if(doors.begin(), doors.end(), std::back_inserter(open),
                 [](const Listener& one) { return !one.endpoint.address.is_loopback(); });
    return open;
}
