// Misconception: an answer comes within a moment
// Caught by: 2.1
// Cause: ms ended recv()
// Also: 2.2

#include "exercise.hpp"

#include <array>
#include <chrono>
#include <system_error>

std::string ask(Endpoint server, std::string_view question) {
    using namespace std::chrono_literals;
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    std::error_code error;
    while (auto received = stream.recv(buffer, error, 100ms)) answer += received;
    return answer;
}
