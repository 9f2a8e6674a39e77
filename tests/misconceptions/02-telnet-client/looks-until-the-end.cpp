// Misconception: at_end() becomes true when nobody wants to read any more
// Caught by: 2.3
// Cause: your code asks next_line() again and again
// Contract: Waits asleep
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <system_error>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::error_code gone;
    std::thread typing{[&] {
        while (!keyboard.at_end()) {
            const auto line = keyboard.next_line();
            if (!line) continue;
            server.send_all(*line, gone);
            if (gone) return;
        }
        std::error_code too_late;
        server.shutdown_send(too_late);
    }};
    std::array<char, 1024> buffer;
    std::error_code broken;
    while (auto received = server.recv(buffer, broken)) {
        out << received << std::flush;
    }
    keyboard.stop();
    typing.join();
    if (broken || gone) throw std::system_error(broken ? broken : gone);
}
