// Misconception: if nobody comes for five seconds, nobody will
// Caught by: 1.6
// Cause: 5000 ms ended accept()
// Contract: Returns when the last of them has been served
// Also: 1.7

#include "exercise.hpp"

#include <chrono>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept(std::chrono::seconds(5));
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
