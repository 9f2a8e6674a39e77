// Misconception: an error passes if one tries again
// Caught by: 1.2
// Cause: your loop goes on asking
// Also: 1.3 1.4 1.5 1.7

#include "exercise.hpp"

#include <array>

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    std::error_code error;
    for (;;) {
        const auto received = client.recv(buffer, error);
        if (error) continue;
        client.send_all(received, error);
        if (!received) client.close();
    }
}
