// Misconception: whoever answers is the first instance
// Caught by: 5.6
// Cause: your code knocks at the door
// Contract: that one must not notice

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    std::error_code error;
    {
        const auto visit = TcpStream::connect(where, error);
        if (!error) return std::nullopt;
    }
    auto listener = TcpListener::bind(where, error);
    if (!error) return listener;
    if (error == std::errc::address_in_use) return std::nullopt;
    throw SocketError(error, {.operation = "only_instance", .local = where});
}
