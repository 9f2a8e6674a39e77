// Misconception: what stands at the end of a function is always reached
// Caught by: 2.3
// Cause: an exception left while your reader thread was still joinable
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::thread typing{[&] {
        while (const auto line = keyboard.read_line()) server.send_all(*line);
        server.shutdown_send();
    }};
    std::array<char, 4096> buffer;
    while (auto received = server.recv(buffer)) out << received << std::flush;
    keyboard.stop();
    typing.join();
}
