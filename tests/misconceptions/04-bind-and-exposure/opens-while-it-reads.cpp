// Misconception: to see whether an address is good, bind it
// Caught by: 4.6
// Cause: it opens nothing
// Contract: Nothing is bound.

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    const Endpoint where{parse_address(host), port};
    const auto probe = TcpListener::bind(where);
    return where;
}
