// Misconception: send takes all that it is given
// Caught by: 1.5
// Cause: send_all() goes on until all are gone
// Contract: `send` may take less than it is given
// Also: 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) client.send(received);
}
