// Misconception: who is told a number can get ready for it
// Caught by: 1.6
// Cause: makes something for each of them before they come
// Contract: `clients` may be the largest `int` that there is:
// Contract: then serve until somebody ends the program

#include "exercise.hpp"

#include <array>
#include <cstddef>
#include <vector>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    std::vector<std::array<char, 1 << 20>> desks;
    desks.reserve(static_cast<std::size_t>(clients));
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
