// Misconception: a value that cannot be read is as good as none: take the fallback
// Caught by: 3.2
// Cause: a bad value is ignored
// Contract: If it holds anything else, the empty text too
// Also: 3.3

#include "exercise.hpp"

#include <cstdlib>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::error_code error;
    const Port port = parse_port(text, error);
    return error ? fallback : port;
}
