// Misconception: after an error it is time to stop
// Caught by: 1.7
// Cause: accepted nobody any more
// Contract: the next one is served as if nothing had happened

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
            break;
        }
    }
}
