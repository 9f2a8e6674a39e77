// Misconception: a port is a port, and UDP is simpler
// Caught by: 5.6
// Cause: your code asks by a UDP socket

#include "exercise.hpp"

#include "loopback/udp.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    std::error_code error;
    const UdpSocket lock = UdpSocket::bind(where, error);
    if (error == std::errc::address_in_use) return std::nullopt;
    auto listener = TcpListener::bind(where, error);
    if (error == std::errc::address_in_use) return std::nullopt;
    if (error) throw SocketError(error, {.operation = "only_instance", .local = where});
    return listener;
}
