// Misconception: "invalid port" is message enough
// Caught by: 3.3
// Cause: the message does not say what was wrong with what
// Contract: whose `what()` has that text in it

#include "exercise.hpp"

#include <cstdlib>
#include <stdexcept>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::error_code error;
    const Port port = parse_port(text, error);
    if (error) throw std::invalid_argument("invalid port");
    return port;
}
