// Misconception: port 0 is a mistake that must be corrected
// Caught by: 1.1
// Cause: the parameter was not used

#include "exercise.hpp"

#include <array>

TcpListener open_door(Port port) {
    if (port == 0) port = home_port;
    return TcpListener::bind({loopback_v4, port});
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
