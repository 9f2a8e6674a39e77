// Misconception: a variable that is not set is an error
// Caught by: 3.2
// Cause: a variable that is not set is no mistake
// Contract: If it is not set, returns `fallback`.

#include "exercise.hpp"

#include <cstdlib>

Port port_from(const char* variable, Port /*fallback*/) {
    const char* text = std::getenv(variable);
    return parse_port(text != nullptr ? text : "");
}
