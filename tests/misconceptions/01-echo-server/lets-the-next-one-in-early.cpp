// Misconception: the next client can wait inside
// Caught by: 1.6
// Cause: whoever was one too many is lost
// Contract: Serves `clients` clients
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    Accepted next = listener.accept();
    for (int served = 0; served < clients; ++served) {
        try {
            handle(next.stream);
        } catch (const SocketError&) {
        }
        next.stream.close();
        if (served < clients) next = listener.accept();
    }
}
