// Misconception: a server that takes its time is broken
// Caught by: 2.1
// Cause: and your ask() gave up
// Also: 2.2

#include "exercise.hpp"

#include <array>
#include <chrono>

std::string ask(Endpoint server, std::string_view question) {
    using namespace std::chrono_literals;
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer, 1s)) answer += received;
    return answer;
}
