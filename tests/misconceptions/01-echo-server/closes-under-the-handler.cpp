// Misconception: a thread keeps what it uses alive
// Caught by: 1.6
// Cause: closed while handle() was still using it
// Also: 1.7

#include "exercise.hpp"

#include <functional>
#include <memory>
#include <thread>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    std::vector<std::jthread> threads;
    for (int served = 0; served < clients; ++served) {
        auto client = std::make_shared<TcpStream>(listener.accept().stream);
        client->close();
        threads.emplace_back([handle, client] { handle(*client); });
    }
}
