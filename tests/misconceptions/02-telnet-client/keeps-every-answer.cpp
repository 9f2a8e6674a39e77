// Misconception: static saves making the string again
// Caught by: 2.1
// Cause: the answer to an earlier question is still there
// Contract: returns the whole answer
// Also: 2.2

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    static std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
