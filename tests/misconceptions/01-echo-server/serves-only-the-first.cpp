// Misconception: one accept is enough
// Caught by: 1.6
// Cause: each accept() takes in one client
// Also: 1.7

#include "exercise.hpp"

#include <array>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    std::array<char, 4096> buffer;
    while (auto received = client.recv(buffer)) client.send_all(received);
}

void serve(TcpListener& listener, int /*clients*/, void (*handle)(TcpStream&)) {
    auto [client, peer] = listener.accept();
    handle(client);
}
