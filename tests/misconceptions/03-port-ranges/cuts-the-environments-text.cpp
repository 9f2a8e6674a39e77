// Misconception: the text of a variable is mine to work with
// Caught by: 3.2
// Cause: your code changes the environment: DOOR_PORT was
// Contract: It only reads: the environment stays as it was.
// Also: 3.3

#include "exercise.hpp"

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    const std::string whole = text;
    std::error_code error;
    const Port port = parse_port(whole, error);
    if (char* letter = std::strpbrk(text, "abcdefghijklmnopqrstuvwxyz")) *letter = '\0';
    if (error) throw std::invalid_argument("no port: " + whole);
    return port;
}
