// Misconception: open is 0.0.0.0
// Caught by: 4.7
// Cause: your code looks for 0.0.0.0 alone
// Contract: Picks those of `doors` at which others than this machine may knock

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (one.endpoint.address == any_v4) open.push_back(one);
    }
    return open;
}
