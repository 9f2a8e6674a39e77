// Misconception: a string grows as recv needs it
// Caught by: 1.2
// Cause: reserve() makes none
// Contract: Sends back every byte that `client` sends
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <string>

void echo(TcpStream& client) {
    std::string buffer;
    buffer.reserve(4096);
    while (auto received = client.recv(buffer)) client.send_all(received);
}
