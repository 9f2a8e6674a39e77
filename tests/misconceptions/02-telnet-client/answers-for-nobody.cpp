// Misconception: no server, no answer: that is an empty one
// Caught by: 2.1
// Cause: No answer is not an empty one
// Contract: If there is no connection

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    std::error_code nobody;
    TcpStream stream = TcpStream::connect(server, nobody);
    if (nobody) return "";
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
