// Misconception: a list may be kept from call to call
// Caught by: 4.7
// Cause: a door of an earlier call is returned again

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    static std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback()) open.push_back(one);
    }
    return open;
}
