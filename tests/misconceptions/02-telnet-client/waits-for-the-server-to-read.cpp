// Misconception: send_all is over in a moment
// Caught by: 2.3
// Cause: nobody listens to the server meanwhile
// Contract: Some servers read nothing before they have said what they want to say
// Contract: while lines wait until the server takes them, what it says is shown
// Also: 2.4

#include "exercise.hpp"

#include <array>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    Poller poller;
    poller.add(server, Interest::recv, 0);
    const WakeOnKey wake_on_key{keyboard, poller};
    std::array<Ready, 1> room;
    std::array<char, 4096> buffer;
    bool sending = true;
    for (;;) {
        for (const Ready& ready : poller.wait(room)) {
            if (!ready.can_recv) continue;
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
