// Misconception: to echo is to print
// Caught by: 1.2
// Cause: and sent none back
// Also: 1.3 1.4 1.5

#include "exercise.hpp"

#include <array>
#include <iostream>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) std::cout << received << std::flush;
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
