// Misconception: recv_exactly is the safe recv
// Caught by: 2.1
// Cause: recv_exactly() waits until its buffer is full
// Also: 2.2

#include "exercise.hpp"

#include <array>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    stream.send_all(question);
    stream.shutdown_send();
    std::array<char, 4096> buffer;
    stream.recv_exactly(buffer);
    return std::string(buffer.data(), buffer.size());
}
