// Misconception: the clients are all the same
// Caught by: 1.6
// Cause: hands an earlier one to handle()
// Contract: once for each client
// Also: 1.7

#include "exercise.hpp"

#include <vector>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    std::vector<TcpStream> all;
    for (int served = 0; served < clients; ++served) {
        all.push_back(listener.accept().stream);
        try {
            handle(all.front());
            all.back().close();
        } catch (const SocketError&) {
        }
    }
}
