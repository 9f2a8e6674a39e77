// Misconception: a std::string ends at a zero byte
// Caught by: 2.2
// Cause: ends exactly at the question's first zero byte
// Contract: sends `question`

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    const std::string copy(question);
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(copy.c_str());
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
