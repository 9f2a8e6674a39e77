// Misconception: a door without a program is nobody's
// Caught by: 4.7
// Cause: doors whose program nobody knows
// Contract: The address alone decides.

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback() && !one.program.empty()) open.push_back(one);
    }
    return open;
}
