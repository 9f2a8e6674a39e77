// Misconception: one says goodbye after the answer
// Caught by: 1.3
// Cause: shutdown_send() says that nothing more will follow
// Also: 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    const auto received = client.recv(buffer);
    client.send_all(received);
    client.shutdown_send();
    while (client.recv(buffer)) {
    }
}
