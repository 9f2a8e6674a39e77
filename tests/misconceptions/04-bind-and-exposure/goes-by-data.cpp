// Misconception: a string_view is a C string
// Caught by: 4.6
// Cause: your code reads on behind the end
// Contract: What stands in memory behind the last character of `host` is not part of it.

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) { return {parse_address(host.data()), port}; }
