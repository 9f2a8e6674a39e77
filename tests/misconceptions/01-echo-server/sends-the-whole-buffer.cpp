// Misconception: the buffer is the message
// Caught by: 1.2
// Cause: your code sends the whole buffer
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 256> buffer{};
    while (client.recv(buffer)) client.send_all(std::string_view(buffer.data(), buffer.size()));
}
