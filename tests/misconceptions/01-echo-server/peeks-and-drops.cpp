// Misconception: what was looked at is what will be taken
// Caught by: 1.3
// Cause: Send back what recv() has returned
// Contract: A message may come in any number of pieces
// Also: 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (const auto seen = client.peek(buffer)) {
        client.send_all(seen);
        (void)client.recv(buffer);
    }
}
