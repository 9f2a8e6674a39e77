// Misconception: a connection ends by itself when the talk is over
// Caught by: 1.6
// Cause: this one is kept
// Contract: closes the connection when `handle` is done with it
// Also: 1.7

#include "exercise.hpp"

#include <vector>

std::vector<TcpStream> everyone;

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        everyone.push_back(listener.accept().stream);
        try {
            handle(everyone.back());
        } catch (const SocketError&) {
        }
    }
}
