// Misconception: an empty recv is "nothing yet"
// Caught by: 2.1
// Cause: now and for good
// Also: 2.2

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (answer.empty() || answer.back() != '.') answer += stream.recv(buffer);
    return answer;
}
