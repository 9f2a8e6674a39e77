// Misconception: a static stream that is closed at the end may be kept
// Caught by: 2.1
// Cause: goes on with the connection of an earlier question

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    static TcpStream stream;
    if (!stream.is_open()) stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) answer += received;
    stream.close();  // not if recv() throws
    return answer;
}
