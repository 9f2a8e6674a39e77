// Misconception: a door that cannot be had is held by the first instance
// Caught by: 5.6
// Cause: and your code takes that for another instance
// Contract: Any other failure is thrown

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (error) return std::nullopt;
    return listener;
}
