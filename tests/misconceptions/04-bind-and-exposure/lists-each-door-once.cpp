// Misconception: a door stands in a list once
// Caught by: 4.7
// Cause: two doors that look alike are two
// Contract: Each door is returned unchanged, and as often as it is there.

#include "exercise.hpp"

#include <algorithm>

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        const bool seen = std::any_of(open.begin(), open.end(), [&](const Listener& other) {
            return other.endpoint == one.endpoint;
        });
        if (!one.endpoint.address.is_loopback() && !seen) open.push_back(one);
    }
    return open;
}
