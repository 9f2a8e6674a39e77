// Misconception: a failed accept is one client less
// Caught by: 1.6
// Cause: a failed accept() is no client
// Contract: If `accept` fails, let that error pass on to the caller

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        try {
            auto [client, peer] = listener.accept();
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
