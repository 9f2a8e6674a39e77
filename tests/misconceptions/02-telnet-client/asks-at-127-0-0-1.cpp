// Misconception: a server on this machine is at 127.0.0.1
// Caught by: 2.1
// Cause: the address belongs to it
// Contract: Connects to `server`

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect({loopback_v4, server.port});
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
