// Misconception: a send that took less has failed and is done again from the start
// Caught by: 1.5
// Cause: and your code then sent all of them again

#include "exercise.hpp"

#include <array>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) {
        while (client.send(received) < received.size()) {
        }
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
