#pragma once

// A right answer's ask(), for the wrong answers that are wrong elsewhere.

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
