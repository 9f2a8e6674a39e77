// Misconception: a thread ends when nobody needs it any more
// Caught by: 2.3
// Cause: keyboard.stop() ends that wait
// Contract: Returns when the server has finished sending, even if the keyboard is silent
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
    typing.join();
}
