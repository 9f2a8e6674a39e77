// Another way: a thread for each client: nobody waits for anybody

#include "exercise.hpp"

#include <thread>
#include <vector>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    std::vector<std::jthread> threads;  // each is joined, however this ends
    for (int served = 0; served < clients; ++served) {
        threads.emplace_back(
            [handle](TcpStream client) {
                try {
                    handle(client);
                } catch (const SocketError&) {
                }
            },
            listener.accept().stream);
    }
}
