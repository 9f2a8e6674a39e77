// Misconception: the first one out is the last one in
// Caught by: 1.2
// Cause: (none)
// Also: 1.3 1.4 1.5

#include "exercise.hpp"

#include <algorithm>
#include <array>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        std::reverse(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(received.size()));
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
