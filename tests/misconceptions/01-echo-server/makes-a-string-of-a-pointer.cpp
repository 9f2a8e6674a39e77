// Misconception: std::string from a char pointer has all the bytes
// Caught by: 1.4
// Cause: exactly at the first zero byte
// Also: 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <string>

void echo(TcpStream& client) {
    std::array<char, 512> buffer{};
    while (client.recv(std::span(buffer).first(511))) {
        const std::string message = buffer.data();
        client.send_all(message);
        buffer.fill('\0');
    }
}
