// Misconception: an int is large enough for twice of anything
// Caught by: 1.6
// Cause: overflows
// Contract: `clients` may be the largest `int` that there is

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    const auto twice = static_cast<int>(static_cast<unsigned>(clients) * 2);
    for (int halves = 0; halves < twice; halves += 2) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
