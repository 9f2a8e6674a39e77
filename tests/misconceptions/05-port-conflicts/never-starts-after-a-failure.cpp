// Misconception: where the first start failed, no later one can do better
// Caught by: 5.6
// Cause: it remembers an earlier call

#include "exercise.hpp"

#include <utility>

std::optional<TcpListener> only_instance(const Endpoint& where) {
    static bool failed = false;
    if (failed) return std::nullopt;
    std::error_code error;
    TcpListener listener = TcpListener::bind(where, error);
    if (!error) return listener;
    if (error == std::errc::address_in_use) return std::nullopt;
    failed = true;
    throw SocketError(error, {.operation = "only_instance", .local = where});
}
