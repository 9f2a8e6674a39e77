// Misconception: a client says quit before it goes
// Caught by: 1.3
// Cause: your loop ends when "quit
// Contract: until the client has finished sending

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        client.send_all(received);
        if (received == "quit\n" || received == "quit\r\n") return;
    }
}
