// A Poller that is asked for all there is, with a limit: restless, and right.

#include "exercise.hpp"

#include <array>
#include <chrono>

#include "loopback/poll.hpp"

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    using namespace std::chrono_literals;
    Poller poller;
    poller.add(client, Interest::both, 0);
    std::array<Ready, 1> ready;
    std::array<char, 4096> buffer;
    for (;;) {
        for (const Ready& one : poller.wait(ready, 100ms)) {
            if (!one.can_recv) continue;
            const auto received = client.recv(buffer);
            if (!received) return;
            client.send_all(received);
        }
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
