// Misconception: the order of the two calls does not matter
// Caught by: 2.1
// Cause: before the question is out
// Contract: say so after its last byte
// Also: 2.2

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.shutdown_send();
    stream.send_all(question);
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
