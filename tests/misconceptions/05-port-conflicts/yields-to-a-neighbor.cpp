// Misconception: whoever listens on that port is the first instance
// Caught by: 5.6
// Cause: your code yields to a stranger

#include "exercise.hpp"

#include "loopback/listeners.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    std::error_code unknown;
    if (!who_listens(where.port, unknown).empty()) return std::nullopt;
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (!error) return listener;
    if (error == std::errc::address_in_use) return std::nullopt;
    throw SocketError(error, {.operation = "only_instance", .local = where});
}
