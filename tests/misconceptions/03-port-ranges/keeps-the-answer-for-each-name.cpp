// Misconception: a variable is read once, each by its name
// Caught by: 3.2
// Cause: that is the answer to an earlier call
// Contract: as it is when the call is made.
// Also: 3.3

#include "exercise.hpp"

#include <cstdlib>
#include <map>
#include <string>

Port port_from(const char* variable, Port fallback) {
    static std::map<std::string, Port> known;
    if (const auto found = known.find(variable); found != known.end()) return found->second;
    const char* text = std::getenv(variable);
    return text != nullptr ? known[variable] = parse_port(text) : fallback;
}
