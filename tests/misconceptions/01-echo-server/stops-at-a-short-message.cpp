// Misconception: fewer bytes than there is room for: that was all
// Caught by: 1.3
// Cause: a short recv() was taken for the end
// Also: 1.5

#include "exercise.hpp"

#include <array>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 1024> buffer;
    for (;;) {
        const auto received = client.recv(buffer);
        client.send_all(received);
        if (received.size() < buffer.size()) return;
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
