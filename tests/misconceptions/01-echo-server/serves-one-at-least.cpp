// Misconception: there is always a client
// Caught by: 1.6
// Cause: asked for 0 clients and took in 1
// Contract: with 0 clients, at once

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    int left = clients;
    do {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    } while (--left > 0);
}
