// Misconception: lines may wait until the server has spoken
// Caught by: 2.3
// Cause: your code waits for the server in recv()
// Also: 2.4

#include "exercise.hpp"

#include <array>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::array<char, 4096> buffer;
    while (auto received = server.recv(buffer)) {
        out << received << std::flush;
        while (const auto line = keyboard.next_line()) server.send_all(*line);
        if (keyboard.at_end()) server.shutdown_send();
    }
}
