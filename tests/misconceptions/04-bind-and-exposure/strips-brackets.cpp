// Misconception: brackets are a part of an IPv6 address
// Caught by: 4.6
// Cause: brackets belong to an endpoint

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    if (host.size() > 1 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    return {parse_address(host), port};
}
