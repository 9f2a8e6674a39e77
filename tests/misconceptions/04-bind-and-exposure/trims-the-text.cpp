// Misconception: spaces do no harm
// Caught by: 4.6
// Cause: takes spaces away
// Contract: a typo, a short form such as `127.1`, spaces, brackets, a port, a name.

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    while (host.ends_with(' ')) host.remove_suffix(1);
    return {parse_address(host), port};
}
