// Misconception: an empty variable is as good as none
// Caught by: 3.2
// Cause: set to nothing is set all the same
// Contract: the empty text too

#include "exercise.hpp"

#include <cstdlib>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr || *text == '\0') return fallback;
    return parse_port(text);
}
