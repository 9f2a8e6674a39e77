// Misconception: the message says which number was wrong
// Caught by: 3.3
// Cause: the number in it that was read, but not the text

#include "exercise.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::error_code error;
    const Port port = parse_port(text, error);
    if (error) throw std::out_of_range("no port: " + std::to_string(std::atoi(text)));
    return port;
}
