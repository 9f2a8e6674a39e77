// Misconception: an error in a thread is that thread's business
// Caught by: 1.7
// Cause: Catch the error per client

#include "exercise.hpp"

#include <thread>
#include <vector>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    std::vector<std::jthread> threads;
    for (int served = 0; served < clients; ++served) {
        threads.emplace_back([handle](TcpStream client) { handle(client); },
                             std::move(listener.accept().stream));
    }
}
