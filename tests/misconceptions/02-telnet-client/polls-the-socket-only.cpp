// Misconception: a poller knows about the keyboard
// Caught by: 2.3
// Cause: nothing wakes it when a line is typed
// Also: 2.4

#include "exercise.hpp"

#include <array>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    Poller poller;
    poller.add(server, Interest::recv, 0);
    std::array<Ready, 1> room;
    std::array<char, 4096> buffer;
    bool sending = true;
    for (;;) {
        if (!poller.wait(room).empty()) {
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
