// Misconception: who only holds a door need not listen
// Caught by: 5.6
// Cause: does not listen

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (!error) {
        listener.stop();
        return listener;
    }
    if (error == std::errc::address_in_use) return std::nullopt;
    throw SocketError(error, {.operation = "only_instance", .local = where});
}
