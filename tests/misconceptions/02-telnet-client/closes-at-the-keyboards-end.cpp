// Misconception: to finish sending is to close
// Caught by: 2.4
// Cause: shutdown_send() closes one direction only
// Also: 2.3

#include "exercise.hpp"

#include <array>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    Poller poller;
    poller.add(server, Interest::recv, 0);
    const WakeOnKey wake_on_key{keyboard, poller};
    std::array<Ready, 1> room;
    std::array<char, 4096> buffer;
    for (;;) {
        if (!poller.wait(room).empty()) {
            const auto received = server.recv(buffer);
            if (!received) return;
            out << received << std::flush;
        }
        while (const auto line = keyboard.next_line()) server.send_all(*line);
        if (keyboard.at_end()) break;
    }
    server.close();
    while (auto received = server.recv(buffer)) out << received << std::flush;
}
