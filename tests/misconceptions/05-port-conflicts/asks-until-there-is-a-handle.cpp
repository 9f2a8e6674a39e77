// Misconception: a handle will be free in a moment
// Caught by: 5.2
// Cause: your code asks for a socket until it gets one

#include "exercise.hpp"

#include "meaning_of.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    do {
        const auto listener = TcpListener::bind(where, error);
        if (!error) return Diagnosis::free;
    } while (error == std::errc::too_many_files_open);
    if (const auto meaning = meaning_of(error)) return *meaning;
    throw SocketError(error, {.operation = "diagnose", .local = where});
}
