// Misconception: a second send takes what the first one left
// Caught by: 1.5
// Cause: send_all() goes on until all are gone
// Also: 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        const std::size_t taken = client.send(received);
        if (taken < received.size()) client.send(received.substr(taken));
    }
}
