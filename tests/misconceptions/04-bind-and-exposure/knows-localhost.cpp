// Misconception: localhost is 127.0.0.1
// Caught by: 4.6
// Cause: localhost is a name
// Contract: A name would have to be looked up:
// Contract: `localhost` is refused as well

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    return {host == "localhost" ? loopback_v4 : parse_address(host), port};
}
