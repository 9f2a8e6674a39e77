// Misconception: the name of the variable is enough to find the mistake
// Caught by: 3.3
// Cause: the message names the variable, but not what was in it

#include "exercise.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::error_code error;
    const Port port = parse_port(text, error);
    if (error) throw std::invalid_argument(std::string(variable) + " is not a port");
    return port;
}
