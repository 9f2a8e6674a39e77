// Misconception: 0.0.0.0 is what comes of a typo
// Caught by: 4.6
// Cause: 0.0.0.0 and :: can be meant

#include "exercise.hpp"

#include <stdexcept>

Endpoint door(std::string_view host, Port port) {
    const IpAddress address = parse_address(host);
    if (address.is_unspecified()) throw std::invalid_argument("no address");
    return {address, port};
}
