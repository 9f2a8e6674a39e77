// Misconception: quotes are no part of a text
// Caught by: 4.6
// Cause: reads a part of the text

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    if (host.size() > 1 && host.front() == '"') host = host.substr(1, host.size() - 2);
    return {parse_address(host), port};
}
