// Misconception: the server sees that the keyboard has ended
// Caught by: 2.4
// Cause: the server has not been told
// Contract: the server is told that no more bytes follow
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
    }
}
