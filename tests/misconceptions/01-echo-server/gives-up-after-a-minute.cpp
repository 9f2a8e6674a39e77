// Misconception: who says nothing for a minute has gone
// Caught by: 1.3
// Cause: 60000 ms ended recv()
// Contract: A client may be silent, or slow to read, for any length of time
// Also: 1.2 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <chrono>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer, std::chrono::minutes(1))) {
        client.send_all(received);
    }
}
