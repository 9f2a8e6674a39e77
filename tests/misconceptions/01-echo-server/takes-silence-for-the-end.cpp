// Misconception: a wait that comes back empty is the end
// Caught by: 1.3
// Cause: ms ended wait()
// Also: 1.2 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <chrono>

#include "loopback/poll.hpp"

void echo(TcpStream& client) {
    using namespace std::chrono_literals;
    Poller poller;
    poller.add(client, Interest::recv, 0);
    std::array<Ready, 1> ready;
    std::array<char, 4096> buffer;
    while (!poller.wait(ready, 200ms).empty()) {
        const auto received = client.recv(buffer);
        if (!received) return;
        client.send_all(received);
    }
}
