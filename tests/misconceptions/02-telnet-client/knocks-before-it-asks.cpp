// Misconception: it is polite to look first whether a server is there
// Caught by: 2.1
// Cause: connects to the server more than once
// Contract: Connects to `server`, once
// Also: 2.2

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream::connect(server).close();
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
