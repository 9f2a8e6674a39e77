// Misconception: the second try may succeed
// Caught by: 1.7
// Cause: which is called once for each
// Contract: once for each client

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        for (int tries = 0; tries < 2; ++tries) {
            try {
                handle(client);
                break;
            } catch (const SocketError&) {
            }
        }
    }
}
