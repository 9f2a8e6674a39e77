// Misconception: a second instance takes the next port
// Caught by: 5.6
// Cause: Then two instances run
// Contract: Makes sure that only one instance of a program runs: whoever holds `where` is the one.

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    return open_or_next(where, 10).listener;
}
