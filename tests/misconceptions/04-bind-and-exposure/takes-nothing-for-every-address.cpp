// Misconception: an empty host means every address
// Caught by: 4.6
// Cause: and that is every address

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    if (host.empty() || host == "*") return {any_v4, port};
    return {parse_address(host), port};
}
