// Misconception: a fallback of 0 is none
// Caught by: 3.2
// Cause: the answer is the fallback, whatever number it is
// Contract: If it is not set, returns `fallback`.

#include "exercise.hpp"

#include <cstdlib>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text != nullptr) return parse_port(text);
    return fallback != 0 ? fallback : home_port;
}
