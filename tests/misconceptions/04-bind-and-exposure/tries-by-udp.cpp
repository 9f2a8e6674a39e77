// Misconception: whether a door may be opened is found by trying
// Caught by: 4.5
// Cause: your code tries by UDP

#include "exercise.hpp"

#include "loopback/udp.hpp"

TcpListener open_at(const Endpoint& where, Exposure asked) {
    if (!where.address.is_loopback()) (void)UdpSocket::bind(where, expose_to_network);
    return TcpListener::bind(where, asked);
}
