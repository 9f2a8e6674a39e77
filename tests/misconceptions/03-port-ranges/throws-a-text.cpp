// Misconception: whatever is thrown can be caught
// Caught by: 3.2
// Cause: no std::exception
// Contract: throws an exception derived from `std::exception`
// Also: 3.3

#include "exercise.hpp"

#include <cstdlib>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::error_code error;
    const Port port = parse_port(text, error);
    if (error) throw "no port: " + std::string(text);
    return port;
}
