// Misconception: a port is locked by UDP, too
// Caught by: 4.4
// Cause: your code asks by a UDP socket

#include "exercise.hpp"

#include "loopback/udp.hpp"

TcpListener open_private(Port port) {
    const UdpSocket lock = UdpSocket::bind({loopback_v4, port});
    return TcpListener::bind({loopback_v4, port});
}
