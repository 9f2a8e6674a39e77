// Misconception: the stream from accept is the connection to everybody
// Caught by: 1.6
// Cause: each accept() returns a stream of its own
// Contract: takes each from `listener`
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    auto [client, peer] = listener.accept();
    for (int served = 0; served < clients; ++served) {
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
