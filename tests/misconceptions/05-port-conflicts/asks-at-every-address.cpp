// Misconception: a port that is free is free at every address
// Caught by: 5.1
// Cause: the door in question is the parameter
// Also: 5.2

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    try {
        const auto listener = TcpListener::bind({any_v4, where.port}, expose_to_network);
        return Diagnosis::free;
    } catch (const SocketError& failure) {
        if (const auto meaning = meaning_of(failure.code())) return *meaning;
        throw;
    }
}
