// Misconception: if the door is free now, it is free in a moment
// Caught by: 5.6
// Cause: your code asks whether the door is free, lets it go and comes back for it

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    if (diagnose(where) == Diagnosis::in_use) return std::nullopt;
    return TcpListener::bind(where);
}
