// Misconception: a port that is free is free for UDP and TCP
// Caught by: 3.4
// Cause: your code asks by a UDP socket
// Also: 3.5

#include "exercise.hpp"

#include "loopback/udp.hpp"

Claimed claim_free() {
    const auto probe = UdpSocket::bind({loopback_v4, 0});
    const Port port = probe.local_endpoint().port;
    return {TcpListener::bind({loopback_v4, port}), port};
}
