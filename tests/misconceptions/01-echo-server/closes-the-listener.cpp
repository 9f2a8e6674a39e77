// Misconception: the listener is of no use once a client is there
// Caught by: 1.6
// Cause: your serve() has closed the listener
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        listener.close();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
