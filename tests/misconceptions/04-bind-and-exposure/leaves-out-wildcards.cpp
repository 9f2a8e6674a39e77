// Misconception: 0.0.0.0 and :: are nowhere
// Caught by: 4.7
// Cause: your code leaves 0.0.0.0 and `::` out

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        const IpAddress& address = one.endpoint.address;
        if (!address.is_loopback() && !address.is_unspecified()) open.push_back(one);
    }
    return open;
}
