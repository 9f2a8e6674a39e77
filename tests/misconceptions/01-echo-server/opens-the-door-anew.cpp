// Misconception: a door is good for one client
// Caught by: 1.6
// Cause: your serve() calls bind()
// Contract: takes each from `listener`
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        const Endpoint where = listener.local_endpoint();
        listener.close();
        listener = TcpListener::bind(where);
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
