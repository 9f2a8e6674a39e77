// Misconception: peers always say goodbye
// Caught by: 1.7
// Cause: Catch the error per client
// Contract: that is the end for this one client

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        handle(client);
    }
}
