// Misconception: an answer is a line
// Caught by: 1.2
// Cause: your code adds "\n"
// Contract: and nothing else
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <string>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        client.send_all(std::string(received) + "\n");
    }
}
