// Misconception: one piece is all that a server says
// Caught by: 2.3
// Cause: only an empty result of recv() says that it has
// Contract: Returns when the server has finished sending
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <system_error>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::error_code gone;
    std::thread typing{[&] {
        while (const auto line = keyboard.read_line()) {
            server.send_all(*line, gone);
            if (gone) return;
        }
        std::error_code too_late;
        server.shutdown_send(too_late);
    }};
    std::array<char, 1024> buffer;
    std::error_code broken;
    if (const auto received = server.recv(buffer, broken)) {
        out << received << std::flush;
    }
    keyboard.stop();
    typing.join();
    if (broken || gone) throw std::system_error(broken ? broken : gone);
}
