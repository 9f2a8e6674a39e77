// Another way: with the forms that take an error_code, looked at each time

#include "exercise.hpp"

#include <stdexcept>
#include <string>
#include <system_error>

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
