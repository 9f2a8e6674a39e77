// Misconception: a flag that is set back at the end may be static
// Caught by: 2.4
// Cause: In a talk before this one it was told

#include "exercise.hpp"

#include <array>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    using namespace std::chrono_literals;
    static bool told = false;
    Poller poller;
    const WakeOnKey wake_on_key{keyboard, poller};
    poller.add(server, Interest::recv, 0);
    std::array<Ready, 1> room;
    std::array<char, 4096> buffer;
    std::string unsent;
    for (;;) {
        while (const auto line = keyboard.next_line()) unsent += *line;
        std::error_code error;
        if (!unsent.empty()) unsent.erase(0, server.send(unsent, error, 0s));
        if (error && error != std::errc::operation_would_block && error != std::errc::timed_out) {
            throw SocketError(error, {.operation = "send"});
        }
        if (!told && unsent.empty() && keyboard.at_end()) {
            server.shutdown_send();
            told = true;
        }
        poller.modify(server, unsent.empty() ? Interest::recv : Interest::both, 0);
        for (const Ready& ready : poller.wait(room)) {
            if (!ready.can_recv) continue;
            const auto received = server.recv(buffer);
            if (!received) {
                told = false;  // not if recv() throws
                return;
            }
            out << received << std::flush;
        }
    }
}
