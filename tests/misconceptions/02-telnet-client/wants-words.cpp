// Misconception: a server that says nothing is broken
// Caught by: 2.1
// Cause: because the server had nothing to say
// Contract: returns the whole answer

#include "exercise.hpp"

#include <array>
#include <stdexcept>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    if (answer.empty()) throw std::runtime_error("no answer");
    return answer;
}
