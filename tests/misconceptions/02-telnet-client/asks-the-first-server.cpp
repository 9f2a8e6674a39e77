// Misconception: where a server is does not change
// Caught by: 2.1
// Cause: where the server of an earlier question was
// Contract: Connects to `server`
// Also: 2.2

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    static const Endpoint where = server;
    TcpStream stream = TcpStream::connect(where);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
