// Misconception: the job is done when the client has gone: exit(0)
// Caught by: 1.2
// Cause: ends everyone
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <cstdlib>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) client.send_all(received);
    client.close();
    std::exit(0);
}
