// Misconception: an exception in a thread reaches whoever joins it
// Caught by: 2.3
// Cause: no exception gets from one thread to another
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::thread listening{[&] {
        std::array<char, 4096> buffer;
        while (auto received = server.recv(buffer)) out << received << std::flush;
        keyboard.stop();
    }};
    while (const auto line = keyboard.read_line()) server.send_all(*line);
    if (keyboard.at_end()) server.shutdown_send();
    listening.join();
}
