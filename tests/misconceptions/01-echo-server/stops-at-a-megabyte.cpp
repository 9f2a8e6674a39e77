// Misconception: no message is longer than a megabyte
// Caught by: 1.5
// Cause: no number of bytes is the end
// Contract: until the client has finished sending

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    std::size_t all = 0;
    while (all < 1024 * 1024) {
        const auto received = client.recv(buffer);
        if (!received) return;
        client.send_all(received);
        all += received.size();
    }
}
