// Misconception: a star means everything everywhere
// Caught by: 4.6
// Cause: other programs take a star

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    if (host == "*") return {any_v4, port};
    return {parse_address(host), port};
}
