// Misconception: no text from outside is longer than a line
// Caught by: 3.3
// Cause: the message breaks off within the text
// Contract: at least its first 40 characters

#include "exercise.hpp"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::error_code error;
    const Port port = parse_port(text, error);
    char message[30];
    std::snprintf(message, sizeof message, "no port: %s", text);
    if (error) throw std::invalid_argument(message);
    return port;
}
