// Misconception: :: stands at an end of an address
// Caught by: 4.6
// Cause: :: stands for zeros wherever it is

#include "exercise.hpp"

#include <stdexcept>

Endpoint door(std::string_view host, Port port) {
    const auto zeros = host.find("::");
    if (zeros != host.npos && zeros != 0 && zeros + 2 != host.size()) {
        throw std::invalid_argument("no address begins and ends so");
    }
    return {parse_address(host), port};
}
