// Misconception: the same host is the same door
// Caught by: 4.6
// Cause: the port of an earlier call

#include "exercise.hpp"

#include <map>
#include <string>

Endpoint door(std::string_view host, Port port) {
    static std::map<std::string, Endpoint> known;
    const std::string text(host);
    if (known.find(text) == known.end()) known[text] = {parse_address(host), port};
    return known[text];
}
