// Misconception: who receives hears of every error, so the sender need not
// Caught by: 2.3
// Cause: no exception gets from one thread to another
// Contract: If the connection breaks, let the error pass on
// Also: 2.4

#include "exercise.hpp"

#include <array>
#include <exception>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::thread typing{[&] {
        while (const auto line = keyboard.read_line()) server.send_all(*line);
        if (keyboard.at_end()) server.shutdown_send();
    }};
    std::array<char, 4096> buffer;
    std::exception_ptr trouble;
    try {
        while (auto received = server.recv(buffer)) out << received << std::flush;
    } catch (...) {
        trouble = std::current_exception();
    }
    keyboard.stop();
    typing.join();
    if (trouble) std::rethrow_exception(trouble);
}
