// Misconception: a name is refused when nobody knows it
// Caught by: 4.6
// Cause: your code looks it up
// Contract: and nobody is asked.

#include "exercise.hpp"

#include "loopback/resolve.hpp"

#include <system_error>

Endpoint door(std::string_view host, Port port) {
    std::error_code error;
    const auto found = resolve(host, port, error);
    return {parse_address(host), error ? port : found.front().port};
}
