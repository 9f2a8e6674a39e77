// Misconception: an error is a reason to end the program
// Caught by: 1.7
// Cause: ends everyone

#include "exercise.hpp"

#include <cstdlib>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
            std::exit(1);
        }
    }
}
