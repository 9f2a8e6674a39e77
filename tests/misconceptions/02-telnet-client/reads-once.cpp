// Misconception: one answer is one recv
// Caught by: 2.1
// Cause: your ask() called recv() 1 time
// Contract: returns the whole answer

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::array<char, 4096> buffer;
    return std::string(stream.recv(buffer));
}
