// Misconception: a door is free if one can come in
// Caught by: 5.1
// Cause: your code visits its own listener
// Contract: what was free before is free again afterwards

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (error) {
        if (const auto meaning = meaning_of(error)) return *meaning;
        throw SocketError(error, {.operation = "diagnose", .local = where});
    }
    const auto visit = TcpStream::connect(where);
    listener.accept().stream.close();  // first: it is this end that stays
    return Diagnosis::free;
}
