// Misconception: an error passes if one tries again
// Caught by: 1.2
// Cause: your loop goes on asking
// Also: 1.3 1.4 1.5

#include "exercise.hpp"

#include <array>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

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

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
