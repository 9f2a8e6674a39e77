// Misconception: an error_code can be thrown as well
// Caught by: 5.2
// Cause: your code throws what does not say so

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    if (!error) return Diagnosis::free;
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw error;
}
