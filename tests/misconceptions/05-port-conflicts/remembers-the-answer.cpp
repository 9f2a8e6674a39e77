// Misconception: a port that was free is free
// Caught by: 5.1
// Cause: your code answers without asking again
// Contract: Finds out whether a listener could be bound to `where` now
// Also: 5.2

#include "exercise.hpp"

#include <map>

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    static std::map<Endpoint, Diagnosis> known;
    if (const auto one = known.find(where); one != known.end()) return one->second;
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    if (!error) return known[where] = Diagnosis::free;
    if (const auto meaning = meaning_of(error)) return known[where] = *meaning;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
