// Misconception: any port of the address will tell
// Caught by: 5.1
// Cause: your code asked for 127.0.0.1:0
// Also: 5.2

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    const auto listener = TcpListener::bind({where.address, 0}, error);
    if (!error) return Diagnosis::free;
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
