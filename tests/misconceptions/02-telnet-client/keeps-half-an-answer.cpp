// Misconception: a static answer that is handed over at the end is empty again
// Caught by: 2.1
// Cause: the answer to an earlier question is still there

#include "exercise.hpp"

#include <array>
#include <utility>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    static std::string answer;  // half of it stays if recv() throws
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    return std::exchange(answer, {});
}
