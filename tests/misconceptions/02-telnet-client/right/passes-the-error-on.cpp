// Another way: a thread that listens, and hands its error to the one that waits for the keyboard

#include "exercise.hpp"

#include <array>
#include <exception>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::exception_ptr trouble;
    std::thread listening{[&] {
        try {
            std::array<char, 4096> buffer;
            while (auto received = server.recv(buffer)) out << received << std::flush;
        } catch (...) {
            trouble = std::current_exception();
        }
        keyboard.stop();
    }};
    try {
        while (const auto line = keyboard.read_line()) server.send_all(*line);
        if (keyboard.at_end()) server.shutdown_send();
    } catch (const SocketError&) {
        // The one that receives hears of it as well.
    }
    listening.join();
    if (trouble) std::rethrow_exception(trouble);
}
