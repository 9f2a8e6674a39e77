// Misconception: a client who has said nothing can lose nothing
// Caught by: 1.7
// Cause: keeps that to itself
// Contract: If the connection breaks, let the error pass on to the caller

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    bool has_spoken = false;
    try {
        while (auto received = client.recv(buffer)) {
            client.send_all(received);
            has_spoken = true;
        }
    } catch (const SocketError&) {
        if (has_spoken) throw;
    }
}
