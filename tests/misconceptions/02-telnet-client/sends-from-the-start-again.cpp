// Misconception: what was not taken is sent once more
// Caught by: 2.2
// Cause: then sent all of them again
// Contract: sends `question`

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    for (std::size_t sent = 0; sent < question.size();) sent += stream.send(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
