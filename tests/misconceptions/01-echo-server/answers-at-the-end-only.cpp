// Misconception: a server listens to the end before it answers
// Caught by: 1.2
// Cause: and sent none back
// Contract: as soon as it comes
// Also: 1.3 1.7

#include "exercise.hpp"

#include <array>
#include <string>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    std::string all;
    while (auto received = client.recv(buffer)) all += received;
    client.send_all(all);
}
