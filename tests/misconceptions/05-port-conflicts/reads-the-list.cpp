// Misconception: a port is free if nobody listens there
// Caught by: 5.1
// Cause: A list of those who listen leaves out
// Contract: somebody has it
// Also: 5.2

#include "exercise.hpp"

#include "loopback/listeners.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    return who_listens(where, error).empty() ? Diagnosis::free : Diagnosis::in_use;
}
