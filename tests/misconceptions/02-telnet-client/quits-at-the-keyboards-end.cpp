// Misconception: the end of the input is the end of the program
// Caught by: 2.4
// Cause: the end of the keyboard was taken for the end of the talk
// Contract: what it still says is shown
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
        if (keyboard.at_end()) {
            return;
        }
    }
}
