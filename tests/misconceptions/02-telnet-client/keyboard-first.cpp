// Misconception: a talk is a question, an answer, a question, an answer
// Caught by: 2.3
// Cause: nobody listens to the server meanwhile
// Contract: Lets a person talk with a server: sends each line of `keyboard` to `server`
// Contract: in whatever order it comes
// Also: 2.4

#include "exercise.hpp"

#include <array>

void talk(TcpStream& server, Keyboard& keyboard, std::ostream& out) {
    std::array<char, 4096> buffer;
    while (const auto line = keyboard.read_line()) {
        server.send_all(*line);
        const auto received = server.recv(buffer);
        if (!received) return;
        out << received << std::flush;
    }
    server.shutdown_send();
    while (auto received = server.recv(buffer)) out << received << std::flush;
}
