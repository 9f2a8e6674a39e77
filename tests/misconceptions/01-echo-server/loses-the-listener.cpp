// Misconception: a listener that was bound stays open by itself
// Caught by: 1.1
// Cause: then its listener was closed or left behind

#include "exercise.hpp"

#include <array>

TcpListener open_door(Port port) {
    TcpListener listener;
    { auto bound = TcpListener::bind({loopback_v4, port}); }
    return listener;
}

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) client.send_all(received);
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
