// Misconception: a static buffer is an empty one
// Caught by: 1.3
// Cause: in a conversation before
// Contract: and nothing else
// Also: 1.4 1.7

#include "exercise.hpp"

#include <array>
#include <string>

void echo(TcpStream& client) {
    static std::string all;
    std::size_t sent = 0;
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        all += received;
        client.send_all(std::string_view(all).substr(sent));
        sent = all.size();
    }
}
