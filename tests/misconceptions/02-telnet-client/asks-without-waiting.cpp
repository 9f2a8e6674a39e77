// Misconception: a non-blocking stream is faster, and otherwise the same
// Caught by: 2.1
// Cause: It is no failure
// Also: 2.2

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.set_nonblocking(true);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return answer;
}
