// Misconception: nothing read is nothing yet, at a keyboard, too
// Caught by: 2.4
// Cause: your code looks again and again
// Contract: Waits asleep, without a time limit

#include "exercise.hpp"

#include <array>
#include <atomic>
#include <exception>
#include <system_error>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::atomic<bool> over = false;
    std::thread typing{[&] {
        std::error_code gone;
        while (!over) {
            if (const auto line = keyboard.read_line()) server.send_all(*line, gone);
            if (keyboard.at_end()) server.shutdown_send(gone);
        }
    }};
    std::array<char, 4096> buffer;
    std::exception_ptr trouble;
    try {
        while (auto received = server.recv(buffer)) out << received << std::flush;
    } catch (...) {
        trouble = std::current_exception();
    }
    over = true;
    keyboard.stop();
    typing.join();
    if (trouble) std::rethrow_exception(trouble);
}
