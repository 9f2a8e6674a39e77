// Misconception: the listener of a test may stay open
// Caught by: 5.1
// Cause: your code has the door itself
// Contract: Leaves nothing behind

#include "exercise.hpp"

#include <utility>

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    static std::vector<TcpListener> tested;
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (!error) {
        tested.push_back(std::move(listener));
        return Diagnosis::free;
    }
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
