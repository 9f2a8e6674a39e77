// Misconception: a thread that was started will do its work
// Caught by: 1.2
// Cause: a thread that it started still uses `client`
// Contract: until the client has finished sending
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>
#include <thread>

void echo(TcpStream& client) {
    std::thread([&client] {
        std::array<char, 4096> buffer;
        while (auto received = client.recv(buffer)) client.send_all(received);
    }).detach();
}
