// Misconception: who is in the list has the port, at whatever address
// Caught by: 5.1
// Cause: somebody has this port at another address
// Also: 5.2

#include "exercise.hpp"

#include "loopback/listeners.hpp"
#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code unknown;
    if (!who_listens(where.port, unknown).empty()) return Diagnosis::in_use;
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    if (!error) return Diagnosis::free;
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
