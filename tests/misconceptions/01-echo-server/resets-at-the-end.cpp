// Misconception: a connection is freed by breaking it off
// Caught by: 1.2
// Cause: breaks the connection off
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) client.send_all(received);
    client.reset();
}
