// Misconception: when nothing comes any more, the talk is over, whatever the reason
// Caught by: 2.3
// Cause: your talk() returned as if the server had said goodbye, but it reset
// Contract: If the connection breaks, let the error pass on
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <system_error>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    Poller poller;
    poller.add(server, Interest::recv, 0);
    const WakeOnKey wake_on_key{keyboard, poller};
    std::array<Ready, 1> room;
    std::array<char, 4096> buffer;
    bool sending = true;
    for (;;) {
        if (!poller.wait(room).empty()) {
            std::error_code error;
            const auto received = server.recv(buffer, error);
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
