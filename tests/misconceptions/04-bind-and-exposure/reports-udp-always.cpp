// Misconception: UDP is open to all
// Caught by: 4.7
// Cause: is loopback: only this machine can knock there

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        const bool is_private = one.endpoint.address.is_loopback();
        if (!is_private || one.protocol == Protocol::udp) open.push_back(one);
    }
    return open;
}
