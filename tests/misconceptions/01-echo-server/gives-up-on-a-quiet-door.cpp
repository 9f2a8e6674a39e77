// Misconception: who does not come at once will not come
// Caught by: 1.7
// Cause: ms ended accept()
// Also: 1.6

#include "exercise.hpp"

#include <chrono>

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    using namespace std::chrono_literals;
    for (int served = 0; served < clients; ++served) {
        std::error_code error;
        Accepted next = listener.accept(error, 100ms);
        if (error) return;
        try {
            handle(next.stream);
        } catch (const SocketError&) {
        }
    }
}
