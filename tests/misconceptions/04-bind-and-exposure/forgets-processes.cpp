// Misconception: a door whose process is not seen is gone
// Caught by: 4.7
// Cause: doors whose process nobody knows

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (one.process != 0 && !one.endpoint.address.is_loopback()) open.push_back(one);
    }
    return open;
}
