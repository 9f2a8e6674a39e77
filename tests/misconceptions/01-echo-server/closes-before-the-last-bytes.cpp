// Misconception: what is in my queue is as good as sent
// Caught by: 1.5
// Cause: it stopped before the last ones were out
// Also: 1.7

#include "exercise.hpp"

#include <array>
#include <string>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    std::string queue;
    while (auto received = client.recv(buffer)) {
        queue += received;
        queue.erase(0, client.send(queue));
    }
}
