// Misconception: recv goes on where it stopped in the buffer
// Caught by: 2.1
// Cause: only the last piece was kept

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer = received;
    return answer;
}
