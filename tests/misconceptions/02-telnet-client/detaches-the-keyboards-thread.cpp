// Misconception: a detached thread is no trouble to anybody
// Caught by: 2.3
// Cause: a thread that it started still waits
// Contract: Afterwards nothing of it uses `keyboard` any more
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <system_error>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::thread typing{[&] {
        std::error_code gone;
        while (const auto line = keyboard.read_line()) server.send_all(*line, gone);
        server.shutdown_send(gone);
    }};
    typing.detach();
    std::array<char, 4096> buffer;
    while (auto received = server.recv(buffer)) out << received << std::flush;
}
