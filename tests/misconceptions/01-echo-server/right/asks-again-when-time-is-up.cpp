// Wakes every 50 ms, and goes back to sleep.

#include "exercise.hpp"

#include <array>
#include <chrono>
#include <system_error>

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v4, port}); }

void echo(TcpStream& client) {
    using namespace std::chrono_literals;
    std::array<char, 4096> buffer;
    std::error_code error;
    for (;;) {
        const auto received = client.recv(buffer, error, 50ms);
        if (error == std::errc::timed_out) continue;
        if (error || !received) return;
        client.send_all(received);
    }
}

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        auto [client, peer] = listener.accept();
        try {
            handle(client);
        } catch (const SocketError&) {
            // This client's trouble, and the end of this client's conversation only.
        }
    }
}
