// Misconception: a process that could not ask once need not ask again
// Caught by: 5.2
// Cause: without asking again

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    static std::error_code failed;
    std::error_code error = failed;
    if (!failed) (void)TcpListener::bind(where, error);
    if (!error) return Diagnosis::free;
    if (const auto meaning = meaning_of(error)) return *meaning;
    failed = error;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
