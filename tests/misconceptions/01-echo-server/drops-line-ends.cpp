// Misconception: a newline is not part of a message
// Caught by: 1.3
// Cause: the first one that is missing is "\n"
// Also: 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <string>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        std::string line(received);
        while (!line.empty() && line.back() == '\n') line.pop_back();
        client.send_all(line);
    }
}
