// Misconception: what comes is a text that ends at a zero byte
// Caught by: 1.4
// Cause: exactly at the first zero byte
// Also: 1.5

#include "exercise.hpp"

#include <array>
#include <cstring>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 4097> buffer;
    while (auto received = client.recv(std::span(buffer).first(4096))) {
        buffer[received.size()] = '\0';
        client.send_all(std::string_view(buffer.data(), std::strlen(buffer.data())));
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
