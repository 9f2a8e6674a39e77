// Misconception: a char that is EOF ends what is read
// Caught by: 2.1
// Cause: at the first byte 255
// Contract: Every byte of it, whatever its value

#include "exercise.hpp"

#include <array>
#include <cstdio>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::string answer;
    std::array<char, 4096> buffer;
    while (auto received = stream.recv(buffer)) {
        for (const signed char c : received) {
            if (c == EOF) return answer;
            answer += static_cast<char>(c);
        }
    }
    return answer;
}
