// Misconception: port 0 means that nothing was said
// Caught by: 3.2
// Cause: 0 is a port that can be asked for
// Contract: returns that port; 0 is one of them.

#include "exercise.hpp"

#include <cstdlib>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    const Port port = parse_port(text);
    return port == 0 ? fallback : port;
}
