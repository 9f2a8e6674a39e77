// Misconception: nobody uses IPv6
// Caught by: 4.7
// Cause: your code leaves IPv6 out

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (one.endpoint.address.family() == Family::ipv4 && !one.endpoint.address.is_loopback())
            open.push_back(one);
    }
    return open;
}
