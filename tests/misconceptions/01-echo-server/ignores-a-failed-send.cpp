// Misconception: if a send fails, recv will say so, too
// Caught by: 1.7
// Cause: keeps that to itself
// Contract: with the `code()` of the call that failed

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        std::error_code error;
        client.send_all(received, error);
    }
}
