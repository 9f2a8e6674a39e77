// Misconception: a retry cures all
// Caught by: 5.5
// Cause: the address is not this machine's: none of its ports can be bound
// Contract: it is thrown at once

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
        if (i + 1 == tries || door.port == 65535) break;
        skipped.push_back({door.port, meaning_of(error).value_or(Diagnosis::in_use)});
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
    throw SocketError(error, {.operation = "open_or_next", .local = door});
}
