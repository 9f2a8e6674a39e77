// Misconception: an empty listener says that there is none
// Caught by: 5.6
// Cause: an optional that holds a listener says that you are the first

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (!error || error == std::errc::address_in_use) return listener;
    throw SocketError(error, {.operation = "only_instance", .local = where});
}
