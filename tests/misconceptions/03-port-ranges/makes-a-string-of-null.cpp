// Misconception: a null pointer becomes an empty std::string
// Caught by: 3.2
// Cause: There is no text behind a null pointer: look for it first.

#include "exercise.hpp"

#include <cstdlib>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const std::string text = std::getenv(variable);
    return text.empty() ? fallback : parse_port(text);
}
