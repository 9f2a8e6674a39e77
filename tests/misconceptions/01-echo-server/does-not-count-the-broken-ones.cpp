// Misconception: a client that broke off was none
// Caught by: 1.7
// Cause: counts as well

#include "exercise.hpp"

#include <array>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) client.send_all(received);
}

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients;) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
            ++served;
        } catch (const SocketError&) {
        }
    }
}
