// Misconception: nobody reads as much as that
// Caught by: 2.1
// Cause: your ask() returned the first 100000
// Contract: Every byte of it

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer.substr(0, 100'000);
}
