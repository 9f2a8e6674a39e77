// Misconception: what comes is a C string
// Caught by: 2.1
// Cause: at the first zero byte

#include "exercise.hpp"

#include <array>
#include <span>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer{};
    while (auto received = stream.recv(std::span(buffer).first(buffer.size() - 1))) {
        buffer[received.size()] = '\0';
        answer += buffer.data();
    }
    return answer;
}
