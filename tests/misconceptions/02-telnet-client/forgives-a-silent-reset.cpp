// Misconception: a server that says nothing has nothing to say
// Caught by: 2.1
// Cause: as if the server had said goodbye
// Contract: or if it breaks

#include "exercise.hpp"

#include <array>
#include <system_error>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    std::error_code error;
    while (auto received = stream.recv(buffer, error)) answer += received;
    if (error && !answer.empty()) throw std::system_error(error);
    return answer;
}
