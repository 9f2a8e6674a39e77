// Misconception: whatever is thrown says that it went wrong
// Caught by: 2.1
// Cause: it is another one than the connection's
// Contract: let the error pass on to the caller

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    try {
        TcpStream stream = TcpStream::connect(server);
        stream.send_all(question);
        stream.shutdown_send();
        std::string answer;
        std::array<char, 4096> buffer;
        while (auto received = stream.recv(buffer)) answer += received;
        return answer;
    } catch (const SocketError& failure) {
        throw failure.code().value();
    }
}
