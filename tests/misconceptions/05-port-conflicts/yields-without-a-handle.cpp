// Misconception: whatever goes wrong, another instance may be the reason
// Caught by: 5.6
// Cause: which says nothing about the door

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (!error) return listener;
    if (error == std::errc::address_in_use || error == std::errc::too_many_files_open) {
        return std::nullopt;
    }
    throw SocketError(error, {.operation = "only_instance", .local = where});
}
