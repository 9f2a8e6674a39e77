// Misconception: a send that took less has failed and is done again from the start
// Caught by: 1.5
// Cause: and your code then sent all of them again
// Also: 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        while (client.send(received) < received.size()) {
        }
    }
}
