// Misconception: a question with a line end at its end needs no other sign
// Caught by: 2.2
// Cause: does not know that the question is complete
// Contract: Some servers answer only when they know that the question is complete

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    if (!question.ends_with('\n')) stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
