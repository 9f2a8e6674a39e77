// Misconception: after 65535 it goes on
// Caught by: 5.4
// Cause: after 65535 there is no port
// Contract: `tries` ports at most (1 or more), and none after 65535.

#include "exercise.hpp"

#include <cstdint>
#include <utility>

#include "meaning_of.hpp"

Opened open_or_next(const Endpoint& where, int tries) {
    std::vector<Skipped> skipped;
    std::error_code error;
    Endpoint door = where;
    for (int i = 0; i < tries; ++i) {
        auto listener = TcpListener::bind(door, error);
        if (!error) return {std::move(listener), std::move(skipped)};
        const auto why = meaning_of(error);
        const bool another_may_do = why == Diagnosis::in_use || why == Diagnosis::not_allowed;
        if (!another_may_do || i + 1 == tries) break;
        skipped.push_back({door.port, *why});
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
    throw SocketError(error, {.operation = "open_or_next", .local = door});
}
