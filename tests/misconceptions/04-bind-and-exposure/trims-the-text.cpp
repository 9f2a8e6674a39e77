// Misconception: spaces do no harm
// Caught by: 4.6
// Cause: reads a part of the text

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    while (host.ends_with(' ')) host.remove_suffix(1);
    return {parse_address(host), port};
}
