// Misconception: a server says hello
// Caught by: 1.6
// Cause: handle() does all the talking
// Contract: `handle` does the talking
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            client.send_all("welcome\n");
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
