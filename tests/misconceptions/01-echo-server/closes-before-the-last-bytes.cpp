// Misconception: what is in my queue is as good as sent
// Caught by: 1.5
// Cause: it stopped before the last ones were out

#include "exercise.hpp"

#include <array>
#include <string>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    std::string queue;
    while (auto received = client.recv(buffer)) {
        queue += received;
        queue.erase(0, client.send(queue));
    }
}

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
        }
    }
}
