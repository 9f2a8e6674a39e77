// Misconception: an error code says it all
// Caught by: 3.3
// Cause: the message does not say what was wrong with what

#include "exercise.hpp"

#include <cstdlib>
#include <system_error>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::error_code error;
    const Port port = parse_port(text, error);
    if (error) throw std::system_error(error);
    return port;
}
