// With the forms that take an error_code, looked at each time.

#include "exercise.hpp"

#include <stdexcept>
#include <string>
#include <system_error>

Reach reach(IpAddress address) {
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local: return Reach::this_link;
        case Scope::private_use: return Reach::local_network;
        default: return Reach::anyone;
    }
}

TcpListener open_private(Port port) {
    std::error_code error;
    TcpListener door = TcpListener::bind({loopback_v4, port}, error);
    if (error) throw SocketError(error, {.operation = "open_private"});
    return door;
}

TcpListener open_at(const Endpoint& where, Exposure asked) {
    std::error_code error;
    TcpListener door = TcpListener::bind(where, error, {asked});
    if (error) throw std::system_error(error, "open_at");
    return door;
}

Endpoint door(std::string_view host, Port port) {
    std::error_code error;
    const IpAddress address = parse_address(host, error);
    if (error) throw std::invalid_argument("no address: " + std::string(host));
    return {address, port};
}

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback()) open.push_back(one);
    }
    return open;
}
