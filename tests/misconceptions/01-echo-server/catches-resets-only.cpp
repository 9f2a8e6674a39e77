// Misconception: a client can only break off by a reset
// Caught by: 1.7
// Cause: whatever its code
// Contract: It throws a SocketError, with whatever code, if its client breaks the connection

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError& failure) {
            if (failure.code() != std::errc::connection_reset) throw;
        }
    }
}
