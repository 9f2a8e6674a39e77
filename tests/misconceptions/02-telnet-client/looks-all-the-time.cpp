// Misconception: a loop has to run to notice anything
// Caught by: 2.3
// Cause: your code looks again and again
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <chrono>
#include <system_error>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    using namespace std::chrono_literals;
    server.set_nonblocking(true);
    std::array<char, 4096> buffer;
    bool sending = true;
    for (;;) {
        {
            std::error_code error;
            const auto received = server.recv(buffer, error);
            if (!error && !received) return;
            if (error && error != std::errc::operation_would_block) throw std::system_error(error);
            out << received << std::flush;
        }
        while (const auto line = keyboard.next_line()) server.send_all(*line);
        if (sending && keyboard.at_end()) {
            server.shutdown_send();
            sending = false;
        }
    }
}
