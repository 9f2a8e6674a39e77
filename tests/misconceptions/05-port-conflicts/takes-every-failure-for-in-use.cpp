// Misconception: a bind that fails has found somebody
// Caught by: 5.2
// Cause: your code takes every failure for "in use"

#include "exercise.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    return error ? Diagnosis::in_use : Diagnosis::free;
}
