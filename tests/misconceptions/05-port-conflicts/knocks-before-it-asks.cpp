// Misconception: a knock does no harm
// Caught by: 5.1
// Cause: Whoever has it notices that
// Contract: and nobody who has it notices

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    {
        std::error_code refused;
        const auto visit = TcpStream::connect(where, refused);
        if (!refused) return Diagnosis::in_use;
    }
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    if (!error) return Diagnosis::free;
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
