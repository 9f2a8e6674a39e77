// Misconception: a message is a line
// Caught by: 1.3
// Cause: your loop ends when a newline has come
// Also: 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        client.send_all(received);
        if (received.back() == '\n') return;
    }
}
