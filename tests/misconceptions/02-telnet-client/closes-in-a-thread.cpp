// Misconception: to finish sending is to close
// Caught by: 2.4
// Cause: closes the connection at the keyboard's end
// Contract: what it still says is shown

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
        server.close();
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
