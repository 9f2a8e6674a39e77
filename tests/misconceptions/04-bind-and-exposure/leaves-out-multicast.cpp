// Misconception: who listens to a group cannot be reached
// Caught by: 4.7
// Cause: your code leaves multicast out

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback() && one.endpoint.address.scope() != Scope::multicast)
            open.push_back(one);
    }
    return open;
}
