// Misconception: one recv is one message, one message is one conversation
// Caught by: 1.3
// Cause: your echo() ended after the first recv()
// Contract: until the client has finished sending
// Also: 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    const auto received = client.recv(buffer);
    client.send_all(received);
}
