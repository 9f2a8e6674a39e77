// Misconception: the second instance waits until the first one has ended
// Caught by: 5.6
// Cause: your code asks again and again

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    for (;;) {
        std::error_code error;
        auto listener = TcpListener::bind(where, error);
        if (!error) return listener;
        if (error != std::errc::address_in_use) {
            throw SocketError(error, {.operation = "only_instance", .local = where});
        }
    }
}
