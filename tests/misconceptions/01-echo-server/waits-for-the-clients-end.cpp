// Misconception: the one who closes first is impolite
// Caught by: 1.6
// Cause: goes on receiving from it
// Contract: closes the connection when `handle` is done with it
// Also: 1.7

#include "exercise.hpp"

#include <array>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    std::array<char, 256> rest;
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
            while (client.recv(rest)) {
            }
        } catch (const SocketError&) {
        }
    }
}
