// Misconception: private is 127.0.0.1
// Caught by: 4.7
// Cause: your code knows 127.0.0.1 only

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (one.endpoint.address != loopback_v4) open.push_back(one);
    }
    return open;
}
