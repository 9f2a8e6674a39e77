// Misconception: open is 0.0.0.0 or ::
// Caught by: 4.7
// Cause: A door at one of this machine's own addresses

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (one.endpoint.address.is_unspecified()) open.push_back(one);
    }
    return open;
}
