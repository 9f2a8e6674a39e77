// Misconception: an audit lists what is in order
// Caught by: 4.7
// Cause: your code picks the opposite

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (one.endpoint.address.is_loopback()) open.push_back(one);
    }
    return open;
}
