// Misconception: a pointer points somewhere
// Caught by: 1.2
// Cause: (none)
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    client.recv(buffer);
    volatile std::uintptr_t nowhere = 16;
    *reinterpret_cast<volatile int*>(nowhere) = 1;
}
