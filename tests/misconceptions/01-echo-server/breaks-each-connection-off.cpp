// Misconception: reset is the thorough close
// Caught by: 1.6
// Cause: breaks the connection off
// Contract: closes the connection when `handle` is done with it
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
        client.reset();
    }
}
