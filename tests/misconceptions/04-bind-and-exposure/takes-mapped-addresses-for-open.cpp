// Misconception: what begins with ::ffff is IPv6, and no loopback
// Caught by: 4.7
// Cause: written as IPv6 does

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback() ||
            to_string(one.endpoint.address).starts_with("::ffff:"))
            open.push_back(one);
    }
    return open;
}
