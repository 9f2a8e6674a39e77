// Misconception: stop() is the word for the end
// Caught by: 2.4
// Cause: stop() ends both directions
// Contract: what it still says is shown

#include "exercise.hpp"

#include <array>
#include <chrono>
#include <system_error>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    using namespace std::chrono_literals;
    Poller poller;
    poller.add(server, Interest::recv, 0);
    const WakeOnKey wake_on_key{keyboard, poller};
    std::array<Ready, 1> room;
    std::array<char, 4096> buffer;
    std::string unsent;  // there was no room for it yet
    bool sending = true;
    for (;;) {
        for (const Ready& ready : poller.wait(room)) {
            if (!ready.can_recv) continue;
            const auto received = server.recv(buffer);
            if (!received) return;
            out << received << std::flush;
        }
        while (const auto line = keyboard.next_line()) unsent += *line;
        if (!unsent.empty()) {
            std::error_code error;
            unsent.erase(0, server.send(unsent, error, 0s));
            if (error && error != std::errc::operation_would_block) throw std::system_error(error);
        }
        poller.modify(server, unsent.empty() ? Interest::recv : Interest::both, 0);
        if (sending && unsent.empty() && keyboard.at_end()) {
            server.stop();
            sending = false;
        }
    }
}
