// Misconception: a UDP socket shows whether the port is free
// Caught by: 1.1
// Cause: asks by a UDP socket
// Contract: at this one, once

#include "exercise.hpp"

#include "loopback/udp.hpp"

TcpListener open_door(Port port) {
    UdpSocket lock = UdpSocket::bind({loopback_v4, port});
    return TcpListener::bind({loopback_v4, port});
}
