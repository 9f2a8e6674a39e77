// Misconception: a port is free if a connect is refused
// Caught by: 5.1
// Cause: your code knocks
// Also: 5.2

#include "exercise.hpp"

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    const auto stream = TcpStream::connect(where, error);
    return error ? Diagnosis::free : Diagnosis::in_use;
}
