// Misconception: atoi reads a number
// Caught by: 3.2
// Cause: a failure has to be told, not returned as a number
// Also: 3.3

#include "exercise.hpp"

#include <cstdint>
#include <cstdlib>

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    return Port(static_cast<std::uint16_t>(std::atoi(text)));
}
