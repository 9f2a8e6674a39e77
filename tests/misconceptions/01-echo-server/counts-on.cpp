// Misconception: a counter belongs to the server
// Caught by: 1.6
// Cause: something of an earlier one is still there
// Contract: for the next call of `serve`
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    static int served = 0;
    while (served < clients) {
        auto [client, peer] = listener.accept();
        ++served;
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
