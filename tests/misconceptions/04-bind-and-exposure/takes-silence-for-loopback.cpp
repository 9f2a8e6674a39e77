// Misconception: nothing said means private
// Caught by: 4.6
// Cause: nothing stands there, and your code makes 127.0.0.1 of it
// Contract: the empty text

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    return {host.empty() ? loopback_v4 : parse_address(host), port};
}
