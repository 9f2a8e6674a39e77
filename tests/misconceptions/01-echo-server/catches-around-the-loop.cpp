// Misconception: one catch for everything is enough
// Caught by: 1.7
// Cause: accepted nobody any more
// Also: 1.6

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    try {
        for (int served = 0; served < clients; ++served) {
            auto [client, peer] = listener.accept();
            handle(client);
        }
    } catch (...) {
    }
}
