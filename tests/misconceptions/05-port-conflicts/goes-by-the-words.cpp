// Misconception: what an error says tells which one it is
// Caught by: 5.2
// Cause: your code goes by an error's words

#include "exercise.hpp"

#include <string>

Diagnosis diagnose(const Endpoint& where) try {
    TcpListener::bind(where).close();
    return Diagnosis::free;
} catch (const SocketError& failure) {
    const std::string words = failure.what();
    const auto says = [&](const char* part) { return words.find(part) != std::string::npos; };
    if (says("already in use")) return Diagnosis::in_use;
    if (says("Permission denied")) return Diagnosis::not_allowed;
    if (says("Cannot assign")) return Diagnosis::not_ours;
    throw;
}
