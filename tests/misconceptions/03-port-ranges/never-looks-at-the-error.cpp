// Misconception: parse_port returns a port in any case
// Caught by: 3.2
// Cause: a failure has to be told, not returned as a number
// Also: 3.3

#include "exercise.hpp"

#include <cstdlib>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::error_code error;
    return parse_port(text, error);
}
