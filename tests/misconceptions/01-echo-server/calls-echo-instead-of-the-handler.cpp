// Misconception: handle is echo anyway
// Caught by: 1.6
// Cause: called handle() for 0
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (* /*handle*/)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            echo(client);
        } catch (const SocketError&) {
        }
    }
}
