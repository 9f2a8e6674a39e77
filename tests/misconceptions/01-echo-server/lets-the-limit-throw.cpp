// Misconception: a client that takes its time is a broken one
// Caught by: 1.3
// Cause: ms ended recv()
// Also: 1.2 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <chrono>

void echo(TcpStream& client) {
    using namespace std::chrono_literals;
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer, 1s)) client.send_all(received);
}
