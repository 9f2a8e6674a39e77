// Misconception: recv() adds to what came before
// Caught by: 1.3
// Cause: once more
// Also: 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <string>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    std::string all;
    while (auto received = client.recv(buffer)) {
        all += received;
        client.send_all(all);
    }
}
