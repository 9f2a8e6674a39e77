// Misconception: only TCP listens
// Caught by: 4.7
// Cause: your code leaves UDP out
// Contract: by TCP or by UDP, and returns them

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (one.protocol == Protocol::tcp && !one.endpoint.address.is_loopback())
            open.push_back(one);
    }
    return open;
}
