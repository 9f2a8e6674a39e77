// Misconception: an answer ends where a line ends
// Caught by: 2.1
// Cause: before the server had finished: only an empty result means that it is done
// Contract: until the server has finished sending

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) {
        answer += received;
        if (answer.ends_with('\n')) break;
    }
    return answer;
}
