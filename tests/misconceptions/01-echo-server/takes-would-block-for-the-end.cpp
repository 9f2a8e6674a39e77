// Misconception: an error is the end, and so is would_block
// Caught by: 1.2
// Cause: that means "not now"
// Contract: until the client has finished sending
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    client.set_nonblocking(true);
    std::array<char, 4096> buffer;
    std::error_code error;
    while (auto received = client.recv(buffer, error)) client.send_all(received);
}
