// Misconception: a refused connection may do at the second try
// Caught by: 2.1
// Cause: knocks again where it was refused
// Contract: Connects to `server`, once

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream;
    for (int tries_left = 3; !stream.is_open(); --tries_left) {
        std::error_code error;
        stream = TcpStream::connect(server, error);
        if (error && tries_left == 1) throw SocketError(error, {.operation = "connect"});
    }
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
