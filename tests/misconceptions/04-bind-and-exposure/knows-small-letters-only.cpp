// Misconception: the digits of IPv6 are 0 to 9 and a to f
// Caught by: 4.6
// Cause: in capital letters

#include "exercise.hpp"

#include <stdexcept>

Endpoint door(std::string_view host, Port port) {
    for (const char c : host) {
        if (c >= 'A' && c <= 'F') throw std::invalid_argument("no digit");
    }
    return {parse_address(host), port};
}
