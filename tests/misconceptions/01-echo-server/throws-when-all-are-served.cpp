// Misconception: an error has to be told in the end
// Caught by: 1.7
// Cause: all clients have been served, and then
// Contract: that is the end for this one client

#include "exercise.hpp"

#include <exception>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    std::exception_ptr first;
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
            first = std::current_exception();
        }
    }
    if (first) std::rethrow_exception(first);
}
