// Misconception: send takes all that it is given
// Caught by: 2.2
// Cause: nothing sent the rest

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
