// Misconception: an audit asks the system
// Caught by: 4.7
// Cause: a door that is none of `doors`

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        if (!one.endpoint.address.is_loopback()) open.push_back(one);
    }
    const TcpListener mine = TcpListener::adopt(no_handle);
    open.push_back({{any_v4, 2024}, Protocol::tcp, 0, "", {}});
    return open;
}
