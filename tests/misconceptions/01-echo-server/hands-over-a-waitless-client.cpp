// Misconception: handle may go on when nothing is there
// Caught by: 1.6
// Cause: set the client's stream to non-blocking mode
// Contract: hands it to `handle`
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        client.set_nonblocking(true);
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
