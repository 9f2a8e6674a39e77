// Misconception: without a question there is nothing to be heard
// Caught by: 2.2
// Cause: your ask() did nothing with a connection to that server
// Contract: Connects to `server`

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    if (question.empty()) return {};
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
