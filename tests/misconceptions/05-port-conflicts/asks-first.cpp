// Misconception: first find out which port is free, then bind it
// Caught by: 5.3
// Cause: your code lets the port go and comes back for it

#include "exercise.hpp"

#include <cstdint>
#include <utility>

Opened open_or_next(const Endpoint& where, int tries) {
    std::vector<Skipped> skipped;
    Endpoint door = where;
    for (;; --tries) {
        const Diagnosis found = diagnose(door);
        if (found == Diagnosis::free) return {TcpListener::bind(door), std::move(skipped)};
        const bool another_may_do = found == Diagnosis::in_use || found == Diagnosis::not_allowed;
        if (!another_may_do || tries == 1 || door.port == 65535)
            return {TcpListener::bind(door), {}};
        skipped.push_back({door.port, found});
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
}
