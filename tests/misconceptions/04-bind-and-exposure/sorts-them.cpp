// Misconception: a list is better sorted
// Caught by: 4.7
// Cause: in another order
// Contract: in the same order.

#include "exercise.hpp"

#include <algorithm>

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback()) open.push_back(one);
    }
    std::sort(open.begin(), open.end(), [](const Listener& a, const Listener& b) {
        return a.endpoint.port < b.endpoint.port;
    });
    return open;
}
