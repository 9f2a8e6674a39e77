// Misconception: a message is sent with its terminating zero
// Caught by: 1.2
// Cause: your code adds "\x00"
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <string>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        const std::string message(received);
        client.send_all(std::string_view(message.c_str(), message.size() + 1));
    }
}
