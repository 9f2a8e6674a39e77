// Misconception: a static variable is a local one
// Caught by: 1.4
// Cause: after the one before
// Contract: Every byte, whatever its value
// Also: 1.5

#include "exercise.hpp"

#include <array>
#include <string_view>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    static char last = ' ';
    while (auto received = client.recv(buffer)) {
        std::string_view rest = received;
        if (last == '\r' && rest.front() == '\n') rest.remove_prefix(1);
        last = received.back();
        client.send_all(rest);
    }
}
