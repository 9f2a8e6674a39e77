// Misconception: a client is served when its thread has been started
// Caught by: 1.6
// Cause: your serve() does not wait for it
// Contract: Returns when the last of them has been served
// Also: 1.7

#include "exercise.hpp"

#include <thread>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        std::thread(
            [handle](TcpStream client) {
                try {
                    handle(client);
                } catch (const SocketError&) {
                }
            },
            listener.accept().stream)
            .detach();
    }
}
