// Misconception: an echo is louder
// Caught by: 1.2
// Cause: An echo changes nothing
// Contract: Every byte, whatever its value, in the order of its coming, and nothing else
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <span>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        for (char& letter : std::span(buffer).first(received.size())) {
            if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
        }
        client.send_all(received);
    }
}
