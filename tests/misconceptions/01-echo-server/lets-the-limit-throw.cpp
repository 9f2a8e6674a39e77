// Misconception: a client that takes its time is a broken one
// Caught by: 1.3
// Cause: ms ended recv()

#include "exercise.hpp"

#include <array>
#include <chrono>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    using namespace std::chrono_literals;
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer, 1s)) client.send_all(received);
}

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
            // This client's trouble, and the end of this client's conversation only.
        }
    }
}
