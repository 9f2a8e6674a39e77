// Misconception: a pointer points somewhere
// Caught by: 1.2
// Cause: (none)
// Also: 1.3 1.4 1.5

#include "exercise.hpp"

#include <array>
#include <cstdint>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    client.recv(buffer);
    volatile std::uintptr_t nowhere = 16;
    *reinterpret_cast<volatile int*>(nowhere) = 1;
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
