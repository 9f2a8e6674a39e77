// Misconception: a cast makes a port of any number
// Caught by: 3.2
// Cause: was cut to 16 bits
// Contract: 0 to 65535
// Also: 3.3

#include "exercise.hpp"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::size_t used = 0;
    const long number = std::stol(text, &used);
    if (text[used] != '\0') throw std::invalid_argument("not a port: " + std::string(text));
    return Port(static_cast<std::uint16_t>(number));
}
