// Misconception: who looks often enough sees everything
// Caught by: 2.3
// Cause: your code wakes every 10 ms
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <chrono>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    using namespace std::chrono_literals;
    Poller poller;
    poller.add(server, Interest::recv, 0);

    std::array<Ready, 1> room;
    std::array<char, 4096> buffer;
    bool sending = true;
    for (;;) {
        if (!poller.wait(room, 10ms).empty()) {
            const auto received = server.recv(buffer);
            if (!received) return;
            out << received << std::flush;
        }
        while (const auto line = keyboard.next_line()) server.send_all(*line);
        if (sending && keyboard.at_end()) {
            server.shutdown_send();
            sending = false;
        }
    }
}
