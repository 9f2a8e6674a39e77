// Misconception: a host may bring its port along
// Caught by: 4.6
// Cause: a port belongs to an endpoint

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    std::error_code error;
    const Endpoint both = parse_endpoint(host, error);
    if (!error) return both;
    return {parse_address(host), port};
}
