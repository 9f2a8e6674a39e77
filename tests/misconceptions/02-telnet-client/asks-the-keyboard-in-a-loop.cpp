// Misconception: a thread of its own may ask all the time
// Caught by: 2.3
// Cause: your code looks again and again
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <atomic>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::atomic<bool> over = false;
    std::thread typing([&] {
        while (!over && !keyboard.at_end()) {
            if (const auto line = keyboard.next_line()) server.send_all(*line);
        }
        if (!over) server.shutdown_send();
    });
    std::array<char, 4096> buffer;
    while (auto received = server.recv(buffer)) out << received << std::flush;
    over = true;
    typing.join();
}
