// Misconception: what counts of an exception is its text
// Caught by: 5.2
// Cause: your code throws what does not say so
// Contract: it is thrown, as the library throws it, a `SocketError` with the same code.

#include "exercise.hpp"

#include <stdexcept>

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    if (!error) return Diagnosis::free;
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw std::runtime_error(error.message());
}
