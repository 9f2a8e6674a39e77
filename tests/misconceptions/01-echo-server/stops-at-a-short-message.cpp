// Misconception: fewer bytes than there is room for: that was all
// Caught by: 1.3
// Cause: a short recv() was taken for the end
// Also: 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 1024> buffer;
    for (;;) {
        const auto received = client.recv(buffer);
        client.send_all(received);
        if (received.size() < buffer.size()) return;
    }
}
