// Misconception: a server listens on 0.0.0.0
// Caught by: 1.1
// Cause: the address decides who may knock

#include "exercise.hpp"

#include <array>

TcpListener open_door(Port port) { return TcpListener::bind({any_v4, port}, expose_to_network); }

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
