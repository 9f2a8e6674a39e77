// Misconception: who is done closes the door
// Caught by: 1.6
// Cause: your serve() has closed the listener
// Contract: The listener stays open, for the next call of `serve`

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
    listener.close();
}
