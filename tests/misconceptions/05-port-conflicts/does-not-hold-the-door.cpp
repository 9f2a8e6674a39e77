// Misconception: it is enough to have had the door once
// Caught by: 5.6
// Cause: the listener that you return is not open

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) {
    switch (diagnose(where)) {
        case Diagnosis::free: return TcpListener();
        case Diagnosis::in_use: return std::nullopt;
        default: return TcpListener::bind(where);
    }
}
