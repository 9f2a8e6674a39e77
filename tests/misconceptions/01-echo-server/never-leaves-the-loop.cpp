// Misconception: the flag that ends a loop changes by itself
// Caught by: 1.2
// Cause: a loop that never ends
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    const auto received = client.recv(buffer);
    volatile std::size_t sent = 0;
    while (sent < received.size()) {
    }
    client.send_all(received);
}
