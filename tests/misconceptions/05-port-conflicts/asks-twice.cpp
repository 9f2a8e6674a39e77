// Misconception: who asks twice knows it for sure
// Caught by: 5.1
// Cause: asked for it a second time while it had it
// Contract: nobody has it, and you may

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    const auto once_more = TcpListener::bind(where, error);
    if (!error) return Diagnosis::free;
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
