// Misconception: who asks often enough gets an answer
// Caught by: 2.1
// Cause: connects to the server more than once
// Contract: if it breaks, let the error pass on

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    for (;;) {
        try {
            TcpStream stream = TcpStream::connect(server);
            stream.send_all(question);
            stream.shutdown_send();
            std::string answer;
            std::array<char, 4096> buffer;
            while (auto received = stream.recv(buffer)) answer += received;
            return answer;
        } catch (const SocketError& failure) {
            if (failure.code() != std::errc::connection_reset) throw;
        }
    }
}
