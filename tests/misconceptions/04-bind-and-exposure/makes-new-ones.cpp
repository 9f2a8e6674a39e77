// Misconception: a Listener is its endpoint and its program
// Caught by: 4.7
// Cause: return the Listener itself, whole
// Contract: Each door is returned unchanged

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (one.endpoint.address.is_loopback()) continue;
        open.push_back({one.endpoint, one.protocol, one.process, one.program, {}});
    }
    return open;
}
