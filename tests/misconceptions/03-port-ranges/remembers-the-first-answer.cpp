// Misconception: the environment needs to be read once only
// Caught by: 3.2
// Cause: read it each time
// Contract: as it is when the call is made.

#include "exercise.hpp"

#include <cstdlib>

Port port_from(const char* variable, Port fallback) {
    if (std::getenv(variable) == nullptr) return fallback;
    static const Port port = parse_port(std::getenv(variable));
    return port;
}
