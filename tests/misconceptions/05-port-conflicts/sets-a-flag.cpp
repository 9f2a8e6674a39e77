// Misconception: a static variable knows whether it was started
// Caught by: 5.6
// Cause: it remembers an earlier call
// Contract: When the listener is closed, the next one is the first again.

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    static bool started = false;
    if (started) return std::nullopt;
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    started = true;
    if (!error) return listener;
    if (error == std::errc::address_in_use) return std::nullopt;
    throw SocketError(error, {.operation = "only_instance", .local = where});
}
