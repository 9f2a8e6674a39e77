// Misconception: a question ends with Enter
// Caught by: 2.2
// Cause: after the question, which has an end of its own
// Contract: sends `question`

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(std::string(question) + "\n");
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
