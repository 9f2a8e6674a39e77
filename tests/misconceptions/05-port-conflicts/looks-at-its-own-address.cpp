// Misconception: loopback is 127.0.0.1
// Caught by: 5.1
// Cause: the door in question is the parameter
// Contract: `where` is a loopback endpoint with a port other than 0.
// Also: 5.2

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    if (where.address == loopback_v6) return Diagnosis::not_ours;
    std::error_code error;
    const auto listener = TcpListener::bind({loopback_v4, where.port}, error);
    if (!error) return Diagnosis::free;
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
