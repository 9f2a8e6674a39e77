// Misconception: an empty endpoint says that it failed
// Caught by: 4.6
// Cause: what cannot be read became 0.0.0.0

#include "exercise.hpp"

#include <system_error>

Endpoint door(std::string_view host, Port port) {
    std::error_code error;
    const IpAddress address = parse_address(host, error);
    if (error) return {};
    return {address, port};
}
