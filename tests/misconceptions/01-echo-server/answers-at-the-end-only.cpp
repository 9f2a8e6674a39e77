// Misconception: a server listens to the end before it answers
// Caught by: 1.2
// Cause: and sent none back
// Also: 1.3

#include "exercise.hpp"

#include <array>
#include <string>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    std::string all;
    while (auto received = client.recv(buffer)) all += received;
    client.send_all(all);
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
