// Misconception: the variable is called PORT
// Caught by: 3.2
// Cause: your code reads the variable PORT
// Contract: from the variable that is named `variable`
// Also: 3.3

#include "exercise.hpp"

#include <cstdlib>

Port port_from(const char* /*variable*/, Port fallback) {
    const char* text = std::getenv("PORT");
    return text != nullptr ? parse_port(text) : fallback;
}
