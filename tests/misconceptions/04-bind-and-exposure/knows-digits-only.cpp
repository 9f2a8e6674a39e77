// Misconception: the digits of an address are 0 to 9
// Caught by: 4.6
// Cause: letters are digits as well

#include "exercise.hpp"

#include <stdexcept>

Endpoint door(std::string_view host, Port port) {
    if (host.find_first_not_of("0123456789.:") != host.npos)
        throw std::invalid_argument("no digit");
    return {parse_address(host), port};
}
