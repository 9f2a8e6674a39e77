// Misconception: a settings file is read once
// Caught by: 4.6
// Cause: the address of an earlier call
// Contract: Reads the address that a server shall bind

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    static const IpAddress address = parse_address(host);
    return {address, port};
}
