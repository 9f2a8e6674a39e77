// Misconception: who does not read for ten seconds has gone
// Caught by: 1.5
// Cause: was only slow to read
// Contract: A client may be silent, or slow to read, for any length of time

#include "exercise.hpp"

#include <array>
#include <chrono>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        client.send_all(received, std::chrono::seconds(10));
    }
}
