// Misconception: a server that listens has nothing to send
// Caught by: 1.6
// Cause: shutdown_send() says that nothing more will follow
// Contract: hands it to `handle`
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        client.shutdown_send();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
