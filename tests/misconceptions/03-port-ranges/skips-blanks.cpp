// Misconception: blanks in front do not count
// Caught by: 3.2
// Cause: your code skips blanks in front: " 80"
// Also: 3.3

#include "exercise.hpp"

#include <cstdlib>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    while (*text == ' ') ++text;
    return parse_port(text);
}
