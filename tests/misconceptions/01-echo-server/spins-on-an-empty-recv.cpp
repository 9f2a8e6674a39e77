// Misconception: an empty recv means that nothing has come yet
// Caught by: 1.2
// Cause: it is not "nothing yet"
// Also: 1.3 1.4 1.5

#include "exercise.hpp"

#include <array>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    for (;;) {
        const auto received = client.recv(buffer);
        if (received.empty()) continue;
        client.send_all(received);
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
