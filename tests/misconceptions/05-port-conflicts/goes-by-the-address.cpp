// Misconception: only 127.0.0.1 is this machine
// Caught by: 5.1
// Cause: it goes by the address
// Contract: the address is not this machine's
// Also: 5.2

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    if (where.address != loopback_v4) return Diagnosis::not_ours;
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    if (!error) return Diagnosis::free;
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
