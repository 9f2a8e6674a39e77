// Misconception: who says nothing for a while has finished
// Caught by: 1.3
// Cause: ms ended recv()
// Contract: A client may be silent, or slow to read, for any length of time
// Also: 1.2 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <chrono>
#include <system_error>

void echo(TcpStream& client) {
    using namespace std::chrono_literals;
    std::array<char, 4096> buffer;
    std::error_code error;
    while (auto received = client.recv(buffer, error, 50ms)) client.send_all(received);
}
