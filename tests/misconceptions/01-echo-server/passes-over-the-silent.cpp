// Misconception: who says nothing at once has nothing to say
// Caught by: 1.6
// Cause: never called handle()
// Contract: call it as `handle(client)`, once for each client
// Also: 1.7

#include "exercise.hpp"

#include <array>
#include <chrono>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    for (int served = 0; served < clients; ++served) {
        TcpStream client = listener.accept().stream;
        std::array<char, 1> first;
        std::error_code nothing;
        (void)client.peek(first, nothing, std::chrono::milliseconds{200});
        if (nothing == std::errc::timed_out) continue;
        try {
            handle(client);
        } catch (const SocketError&) {
            continue;
        }
    }
}
