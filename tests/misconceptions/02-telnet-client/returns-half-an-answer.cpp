// Misconception: an error is one more way to end
// Caught by: 2.1
// Cause: returned what had come, as if it were all
// Contract: half an answer is none

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    std::error_code error;
    while (auto received = stream.recv(buffer, error)) answer += received;
    return answer;
}
