// Misconception: a client that breaks off has finished, too
// Caught by: 1.7
// Cause: keeps that to itself
// Contract: If the connection breaks, let the error pass on to the caller

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    try {
        while (auto received = client.recv(buffer)) client.send_all(received);
    } catch (const SocketError&) {
    }
}
