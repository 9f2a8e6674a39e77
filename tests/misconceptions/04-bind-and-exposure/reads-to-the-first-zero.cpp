// Misconception: a text ends at its first zero byte
// Caught by: 4.6
// Cause: reads a part of the text

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    return {parse_address(host.substr(0, host.find('\0'))), port};
}
