// Misconception: an empty answer does no harm
// Caught by: 1.2
// Cause: it is not "nothing yet"
// Contract: then returns
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    for (;;) {
        const auto received = client.recv(buffer);
        client.send_all(received);
    }
}
