// Misconception: what comes is a text that ends at a zero byte
// Caught by: 1.4
// Cause: exactly at the first zero byte
// Contract: whatever its value
// Also: 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <cstring>

void echo(TcpStream& client) {
    std::array<char, 4097> buffer;
    while (auto received = client.recv(std::span(buffer).first(4096))) {
        buffer[received.size()] = '\0';
        client.send_all(std::string_view(buffer.data(), std::strlen(buffer.data())));
    }
}
