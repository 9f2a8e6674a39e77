// Misconception: no question is longer than a packet
// Caught by: 2.2
// Cause: A question may be of any length

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question.substr(0, 1460));
    stream.shutdown_send();
    std::string answer;
    std::array<char, 1460> room;
    while (auto some = stream.recv(room)) answer += std::string_view(some);
    return answer;
}
