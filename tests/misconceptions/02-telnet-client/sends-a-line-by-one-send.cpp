// Misconception: a send takes the whole line
// Caught by: 2.4
// Cause: nothing has sent the rest
// Contract: sends each line of `keyboard` to `server`, as it is

#include "exercise.hpp"

#include <array>
#include <system_error>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::error_code gone;
    std::thread typing{[&] {
        while (const auto line = keyboard.read_line()) {
            server.send(*line, gone);
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
