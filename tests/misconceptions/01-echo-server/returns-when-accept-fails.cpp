// Misconception: if nobody can come, all have been served
// Caught by: 1.6
// Cause: accept() failed with operation_canceled
// Contract: If `accept` fails, let that error pass on to the caller

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        std::error_code error;
        Accepted next = listener.accept(error);
        if (error) return;
        try {
            handle(next.stream);
        } catch (const SocketError&) {
        }
    }
}
