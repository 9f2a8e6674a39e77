// Misconception: recv() adds to what came before
// Caught by: 1.3
// Cause: once more
// Also: 1.5

#include "exercise.hpp"

#include <array>
#include <string>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    std::string all;
    while (auto received = client.recv(buffer)) {
        all += received;
        client.send_all(all);
    }
}

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
            // This client's trouble, and the end of this client's conversation only.
        }
    }
}
