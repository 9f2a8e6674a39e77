// Misconception: whoever is not root has no port below 1024
// Caught by: 5.2
// Cause: it goes by the port's number

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    if (system_ports.contains(where.port)) return Diagnosis::not_allowed;
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    if (!error) return Diagnosis::free;
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
