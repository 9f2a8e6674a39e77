// Misconception: stoi throws when a text is no number
// Caught by: 3.2
// Cause: your code reads the digits and leaves out the rest
// Also: 3.3

#include "exercise.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    return Port(static_cast<std::uint16_t>(std::stoi(text)));
}
