// Misconception: two locks are safer than one
// Caught by: 5.6
// Cause: beside the listener that it returns
// Contract: Returns the listener that holds it, and keeps nothing else

#include "exercise.hpp"

#include "loopback/udp.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    static UdpSocket second_lock;
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (error == std::errc::address_in_use) return std::nullopt;
    if (error) throw SocketError(error, {.operation = "only_instance", .local = where});
    second_lock = UdpSocket::bind(where, error);
    return listener;
}
