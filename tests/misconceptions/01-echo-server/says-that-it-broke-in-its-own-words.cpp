// Misconception: an error is a message
// Caught by: 1.7
// Cause: throws another error in its place
// Contract: as an exception with the `code()` of the call that failed

#include "exercise.hpp"

#include <array>
#include <stdexcept>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    std::error_code error;
    while (auto received = client.recv(buffer, error)) client.send_all(received);
    if (error) throw std::runtime_error("the client broke off: " + error.message());
}
