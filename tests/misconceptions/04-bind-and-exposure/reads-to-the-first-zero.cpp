// Misconception: a text ends at its first zero byte
// Caught by: 4.6
// Cause: reads to the first zero byte

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    return {parse_address(host.substr(0, host.find('\0'))), port};
}
