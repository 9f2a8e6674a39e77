// Misconception: 127.1 is an address
// Caught by: 4.6
// Cause: a short form

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    if (host == "127.1" || host == "0") return {host == "0" ? any_v4 : loopback_v4, port};
    return {parse_address(host), port};
}
