// Misconception: a host is a name
// Caught by: 4.6
// Cause: localhost is a name

#include "exercise.hpp"

#include "loopback/resolve.hpp"

Endpoint door(std::string_view host, Port port) { return resolve(host, port).front(); }
