// Misconception: port 0 is a typo
// Caught by: 4.6
// Cause: with another port: every port is good here

#include "exercise.hpp"

#include <stdexcept>

Endpoint door(std::string_view host, Port port) {
    if (port == Port(0)) throw std::invalid_argument("no port");
    return {parse_address(host), port};
}
