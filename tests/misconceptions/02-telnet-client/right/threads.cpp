// Another way: a thread for the keyboard, and one for the server

#include "exercise.hpp"

#include <array>
#include <thread>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::thread typing{[&] {
        try {
            while (const auto line = keyboard.read_line()) server.send_all(*line);
            server.shutdown_send();
        } catch (const SocketError&) {
            // The one that receives hears of it as well.
        }
    }};
    std::array<char, 4096> buffer;
    try {
        while (auto received = server.recv(buffer)) out << received << std::flush;
    } catch (...) {
        keyboard.stop();
        typing.join();
        throw;
    }
    keyboard.stop();
    typing.join();
}
