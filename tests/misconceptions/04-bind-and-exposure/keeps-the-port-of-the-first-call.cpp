// Misconception: a server has one port
// Caught by: 4.6
// Cause: the port of an earlier call

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    static const Port mine = port;
    return {parse_address(host), mine};
}
