// Misconception: one line a program is enough
// Caught by: 4.7
// Cause: Your code returns one for each program

#include "exercise.hpp"

#include <algorithm>

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        const auto is_known = [&](const Listener& other) { return other.program == one.program; };
        if (std::any_of(open.begin(), open.end(), is_known)) continue;
        if (!one.endpoint.address.is_loopback()) open.push_back(one);
    }
    return open;
}
