// Misconception: a port is a port
// Caught by: 5.1
// Cause: your code asks by a UDP socket
// Also: 5.2

#include "exercise.hpp"

#include "loopback/udp.hpp"
#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    try {
        const auto socket = UdpSocket::bind(where);
        return Diagnosis::free;
    } catch (const SocketError& failure) {
        if (const auto meaning = meaning_of(failure.code())) return *meaning;
        throw;
    }
}
