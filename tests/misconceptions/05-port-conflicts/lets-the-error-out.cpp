// Misconception: a bind that fails is an accident
// Caught by: 5.1
// Cause: a "no" is an answer here
// Also: 5.2

#include "exercise.hpp"

Diagnosis diagnose(const Endpoint& where) {
    const auto listener = TcpListener::bind(where);
    return Diagnosis::free;
}
