// Misconception: counting begins at one, and ends before the last
// Caught by: 1.6
// Cause: it was asked for 3
// Contract: Serves `clients` clients
// Also: 1.7

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int number = 1; number < clients; ++number) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
