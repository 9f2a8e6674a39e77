// Misconception: a static text that is cleared at the end is empty again
// Caught by: 3.2
// Cause: an earlier call
// Also: 3.3

#include "exercise.hpp"

#include <cstdlib>

Port port_from(const char* variable, Port fallback) {
    static std::string text;  // not cleared if parse_port() throws
    const char* value = std::getenv(variable);
    if (value == nullptr) return fallback;
    text += value;
    const Port port = parse_port(text);
    text.clear();
    return port;
}
