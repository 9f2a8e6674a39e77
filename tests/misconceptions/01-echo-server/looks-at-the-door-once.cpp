// Misconception: accept says who is there now
// Caught by: 1.6
// Cause: does not wait here
// Contract: Returns when the last of them has been served
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    listener.set_nonblocking(true);
    for (int served = 0; served < clients; ++served) {
        std::error_code error;
        Accepted next = listener.accept(error);
        if (error) break;
        try {
            handle(next.stream);
        } catch (const SocketError&) {
        }
    }
}
