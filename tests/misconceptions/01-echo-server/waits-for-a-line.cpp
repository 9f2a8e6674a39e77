// Misconception: an echo answers a line
// Caught by: 1.2
// Cause: It waits for the end of a line
// Contract: as soon as it comes
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <string>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    std::string line;
    while (auto received = client.recv(buffer)) {
        for (const char letter : std::string_view(received)) {
            line += letter;
            if (letter != '\n') continue;
            client.send_all(line);
            line.clear();
        }
    }
    client.send_all(line);
}
