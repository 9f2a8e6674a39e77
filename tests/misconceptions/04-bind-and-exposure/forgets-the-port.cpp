// Misconception: the port is known anyway
// Caught by: 4.6
// Cause: the parameter `port` was not used
// Contract: as it stands in a settings file, and returns it with `port`.

#include "exercise.hpp"

Endpoint door(std::string_view host, Port) { return {parse_address(host), 0}; }
