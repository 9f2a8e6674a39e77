// Misconception: threads make it faster
// Caught by: 1.5
// Cause: several threads of your code send to A
// Contract: in the order of its coming
// Also: 1.3 1.4 1.7

#include "exercise.hpp"

#include <array>
#include <string>
#include <thread>
#include <vector>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    std::vector<std::jthread> senders;
    while (auto received = client.recv(buffer)) {
        senders.emplace_back([&client, bytes = std::string(received)] { client.send_all(bytes); });
    }
}
