// Another way: a stream that never blocks, and a place for what is not sent yet

#include "exercise.hpp"

#include <array>
#include <string>
#include <system_error>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    server.set_nonblocking(true);
    Poller poller;
    poller.add(server, Interest::recv, 0);
    const WakeOnKey wake_on_key{keyboard, poller};
    std::array<Ready, 1> room;
    std::array<char, 16> buffer;
    std::string unsent;
    for (bool sending = true;;) {
        poller.modify(server, unsent.empty() ? Interest::recv : Interest::both, 0);
        (void)poller.wait(room);
        std::error_code error;
        const auto received = server.recv(buffer, error);
        if (!error && !received) return;
        if (error && error != std::errc::operation_would_block) throw std::system_error(error);
        out << received;
        out.flush();
        while (const auto line = keyboard.next_line()) unsent += *line;
        if (!unsent.empty()) unsent.erase(0, server.send(unsent, error));
        if (sending && unsent.empty() && keyboard.at_end()) {
            server.shutdown_send();
            sending = false;
        }
    }
}
