// Misconception: a connection that broke is closed already
// Caught by: 1.7
// Cause: handle() has thrown, and nobody has closed
// Contract: whose connection is closed as any other's

#include "exercise.hpp"

#include <memory>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto client = std::make_unique<TcpStream>(listener.accept().stream);
        try {
            handle(*client);
        } catch (const SocketError&) {
            (void)client.release();
        }
    }
}
