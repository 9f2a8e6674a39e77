// Misconception: the first one out is the last one in
// Caught by: 1.2
// Cause: in the reverse order
// Contract: in the order of its coming
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <algorithm>
#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        std::reverse(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(received.size()));
        client.send_all(received);
    }
}
