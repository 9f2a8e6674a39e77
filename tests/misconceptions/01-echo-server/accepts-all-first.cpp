// Misconception: first let everybody in, then talk
// Caught by: 1.6
// Cause: never called handle()
// Also: 1.7

#include "exercise.hpp"

#include <vector>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    std::vector<TcpStream> all;
    while (static_cast<int>(all.size()) < clients) all.push_back(listener.accept().stream);
    for (TcpStream& client : all) {
        try {
            handle(client);
        } catch (const SocketError&) {
        }
        client.close();
    }
}
