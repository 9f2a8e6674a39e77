// Misconception: two pieces are enough for everybody
// Caught by: 2.1
// Cause: stopped after 2 calls of recv()

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::array<char, 4096> buffer;
    std::string answer(stream.recv(buffer));
    answer += stream.recv(buffer);
    return answer;
}
