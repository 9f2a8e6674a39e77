// Misconception: a private address is safe
// Caught by: 4.7
// Cause: your code takes private and link-local addresses for safe

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        const Scope scope = one.endpoint.address.scope();
        const bool is_safe =
            scope == Scope::loopback || scope == Scope::private_use || scope == Scope::link_local;
        if (!is_safe) open.push_back(one);
    }
    return open;
}
