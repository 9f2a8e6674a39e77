// Misconception: a talk is over when both have finished
// Caught by: 2.3
// Cause: Then the talk is over, even if the keyboard is silent
// Contract: Returns when the server has finished sending, even if the keyboard is silent

#include "exercise.hpp"

#include <array>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    using namespace std::chrono_literals;
    Poller poller;
    const WakeOnKey wake_on_key{keyboard, poller};
    poller.add(server, Interest::recv, 0);
    std::array<Ready, 1> room;
    std::array<char, 4096> buffer;
    std::string unsent;
    bool told = false;
    bool server_is_done = false;
    while (!told || !server_is_done) {
        while (const auto line = keyboard.next_line()) unsent += *line;
        std::error_code error;
        if (!unsent.empty()) unsent.erase(0, server.send(unsent, error, 0s));
        if (error && error != std::errc::operation_would_block && error != std::errc::timed_out) {
            throw SocketError(error, {.operation = "send"});
        }
        if (!told && unsent.empty() && keyboard.at_end()) {
            server.shutdown_send();
            told = true;
            continue;
        }
        if (!server_is_done) {
            poller.modify(server, unsent.empty() ? Interest::recv : Interest::both, 0);
        }
        for (const Ready& ready : poller.wait(room)) {
            if (!ready.can_recv || server_is_done) continue;
            const auto received = server.recv(buffer);
            server_is_done = !received;
            if (server_is_done) poller.remove(server);
            out << received << std::flush;
        }
    }
}
