// Misconception: what is sent is cleared, so a static queue is empty in the end
// Caught by: 1.7
// Cause: something outlives the call of echo()
// Contract: and nothing else

#include "exercise.hpp"

#include <array>
#include <string>

void echo(TcpStream& client) {
    static std::string queue;
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        queue += received;
        client.send_all(queue);
        queue.clear();
    }
}
