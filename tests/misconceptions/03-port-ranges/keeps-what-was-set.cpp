// Misconception: what a variable held it still holds
// Caught by: 3.2
// Cause: that is the answer to an earlier call
// Contract: as it is when the call is made.

#include "exercise.hpp"

#include <cstdlib>
#include <map>
#include <string>

Port port_from(const char* variable, Port fallback) {
    static std::map<std::string, std::string> seen;
    if (const char* text = std::getenv(variable)) seen[variable] = text;
    const auto found = seen.find(variable);
    return found != seen.end() ? parse_port(found->second) : fallback;
}
