// Misconception: a server never returns
// Caught by: 1.6
// Cause: and goes on
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int /*clients*/, void (*handle)(TcpStream&)) {
    for (;;) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
