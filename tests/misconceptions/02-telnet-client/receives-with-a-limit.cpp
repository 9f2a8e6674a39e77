// Misconception: recv() with a limit leaves time for the keyboard
// Caught by: 2.3
// Cause: your code wakes every
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <chrono>
#include <system_error>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    using namespace std::chrono_literals;

    std::array<char, 4096> buffer;
    bool sending = true;
    for (;;) {
        {
            std::error_code error;
            const auto received = server.recv(buffer, error, 10ms);
            if (!error && !received) return;
            if (error && error != std::errc::timed_out) throw std::system_error(error);
            out << received << std::flush;
        }
        while (const auto line = keyboard.next_line()) server.send_all(*line);
        if (sending && keyboard.at_end()) {
            server.shutdown_send();
            sending = false;
        }
    }
}
