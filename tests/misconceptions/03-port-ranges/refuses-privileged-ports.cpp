// Misconception: a port below 1024 cannot be had, so it is a mistake
// Caught by: 3.2
// Cause: Whether a small one is free is for bind() to say

#include "exercise.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    const Port port = parse_port(text);
    if (system_ports.contains(port))
        throw std::invalid_argument("privileged: " + std::string(text));
    return port;
}
