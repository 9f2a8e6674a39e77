// Misconception: to finish sending is to close
// Caught by: 2.2
// Cause: shutdown_send() closes one direction only
// Also: 2.1

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.close();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
