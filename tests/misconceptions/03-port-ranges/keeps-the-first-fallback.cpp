// Misconception: the fallback is the same in all calls
// Caught by: 3.2
// Cause: the fallback is that of an earlier call

#include "exercise.hpp"

#include <cstdlib>

Port port_from(const char* variable, Port fallback) {
    static const Port otherwise = fallback;
    const char* text = std::getenv(variable);
    return text != nullptr ? parse_port(text) : otherwise;
}
