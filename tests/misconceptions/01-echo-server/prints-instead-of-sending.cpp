// Misconception: to echo is to print
// Caught by: 1.2
// Cause: and sent none back
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <iostream>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) std::cout << received << std::flush;
}
