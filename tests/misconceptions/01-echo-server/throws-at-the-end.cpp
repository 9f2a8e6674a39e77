// Misconception: whoever says nothing more has gone wrong
// Caught by: 1.2
// Cause: it is how a conversation ends
// Contract: then returns
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <stdexcept>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    for (;;) {
        const auto received = client.recv(buffer);
        if (!received) throw std::runtime_error("the client has gone");
        client.send_all(received);
    }
}
