// Misconception: the client is told something first
// Caught by: 1.2
// Cause: without ever calling recv()
// Also: 1.3 1.4 1.5

#include "exercise.hpp"

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& /*client*/) {}

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
