// Misconception: one recv is one message, one message is one conversation
// Caught by: 1.3
// Cause: your loop ended after the first recv()
// Also: 1.5

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    const auto received = client.recv(buffer);
    client.send_all(received);
}
