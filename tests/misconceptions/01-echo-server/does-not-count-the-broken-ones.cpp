// Misconception: a client that broke off was none
// Caught by: 1.7
// Cause: counts as well
// Contract: who counts as served

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients;) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
            ++served;
        } catch (const SocketError&) {
        }
    }
}
