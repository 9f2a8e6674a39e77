// Misconception: a zone is a comment
// Caught by: 4.6
// Cause: the zone was left out

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    return {parse_address(host.substr(0, host.find('%'))), port};
}
