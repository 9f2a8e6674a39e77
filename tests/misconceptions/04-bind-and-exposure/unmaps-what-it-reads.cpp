// Misconception: a mapped address is better said in IPv4
// Caught by: 4.6
// Cause: return it as it stands there

#include "exercise.hpp"

Endpoint door(std::string_view host, Port port) {
    if (host.starts_with("::ffff:")) host.remove_prefix(7);
    return {parse_address(host), port};
}
