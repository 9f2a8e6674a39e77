// Misconception: a server needs a port
// Caught by: 4.6
// Cause: 0 is a port as well

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    return {parse_address(host), port == Port(0) ? home_port : port};
}
