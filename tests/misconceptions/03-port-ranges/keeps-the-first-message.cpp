// Misconception: a message is made once
// Caught by: 3.3
// Cause: the text of an earlier call

#include "exercise.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::error_code error;
    const Port port = parse_port(text, error);
    static std::string message;
    if (error && message.empty()) message = "no port: " + std::string(text);
    if (error) throw std::invalid_argument(message);
    return port;
}
