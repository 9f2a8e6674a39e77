// Misconception: a count that is set back at the end may be static
// Caught by: 1.6
// Cause: something of an earlier one is still there

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    static int served = 0;
    for (; served < clients; ++served) {
        TcpStream client = listener.accept().stream;
        try {
            handle(client);
        } catch (const SocketError&) {
            continue;
        }
    }
    served = 0;  // not if accept() throws
}
