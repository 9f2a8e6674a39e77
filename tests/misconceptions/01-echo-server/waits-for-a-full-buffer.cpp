// Misconception: recv_exactly is the safe recv
// Caught by: 1.2
// Cause: each side waits for the other
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    for (;;) {
        client.recv_exactly(buffer);
        client.send_all(std::string_view(buffer.data(), buffer.size()));
    }
}
