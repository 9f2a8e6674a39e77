// Misconception: a settings file must not expose anything
// Caught by: 4.6
// Cause: Who may knock is for open_at() to decide
// Contract: It is returned as it stands there, whatever it is:
// Contract: who may knock is not decided here.

#include "exercise.hpp"

#include <stdexcept>

Endpoint door(std::string_view host, Port port) {
    const IpAddress address = parse_address(host);
    if (!address.is_loopback()) throw std::invalid_argument("not loopback");
    return {address, port};
}
