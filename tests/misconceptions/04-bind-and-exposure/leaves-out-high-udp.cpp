// Misconception: UDP at a high port is a client
// Caught by: 4.7
// Cause: is left out: it is not loopback, and nothing else counts

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        const bool is_client = one.protocol == Protocol::udp && one.endpoint.port >= 49152;
        if (!one.endpoint.address.is_loopback() && !is_client) open.push_back(one);
    }
    return open;
}
