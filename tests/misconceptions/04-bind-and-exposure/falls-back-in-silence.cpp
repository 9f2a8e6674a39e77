// Misconception: a bad address may be replaced by a safe one
// Caught by: 4.6
// Cause: That is private, but silent

#include "exercise.hpp"

#include <system_error>

Endpoint door(std::string_view host, Port port) {
    if (host == "localhost") return {parse_address("no address"), port};
    std::error_code error;
    const IpAddress address = parse_address(host, error);
    return {error ? loopback_v4 : address, port};
}
