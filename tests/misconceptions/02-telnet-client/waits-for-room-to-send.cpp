// Misconception: a poller is asked for all there is
// Caught by: 2.3
// Cause: ask for Interest::recv
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <chrono>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    using namespace std::chrono_literals;
    Poller poller;
    poller.add(server, Interest::both, 0);
    const WakeOnKey wake_on_key{keyboard, poller};
    std::array<Ready, 1> room;
    std::array<char, 4096> buffer;
    bool sending = true;
    for (;;) {
        for (const Ready& one : poller.wait(room)) {
            if (!one.can_recv) continue;
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
