// Misconception: what a client does not take it does not want
// Caught by: 1.5
// Cause: nothing sent the rest
// Contract: `send` may take less than it is given
// Also: 1.7

#include "exercise.hpp"

#include <array>
#include <chrono>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        std::error_code full;
        client.send(received, full, std::chrono::seconds(0));
        if (full && full != std::errc::operation_would_block) throw std::system_error(full);
    }
}
