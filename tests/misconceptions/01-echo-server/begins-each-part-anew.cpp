// Misconception: send knows where it stopped
// Caught by: 1.5
// Cause: sends again what it has sent before
// Contract: `send` may take less than it is given

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        std::size_t left = received.size();
        while (left > 0) left -= client.send(received.substr(0, left));
    }
}
