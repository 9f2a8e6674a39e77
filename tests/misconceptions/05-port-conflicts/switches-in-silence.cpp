// Misconception: what counts is that it runs
// Caught by: 5.3
// Cause: and nothing says so
// Contract: A port that was passed over, and why
// Also: 5.4

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
        if (!error) return {std::move(listener), {}};
        const auto why = meaning_of(error);
        const bool another_may_do = why == Diagnosis::in_use || why == Diagnosis::not_allowed;
        if (!another_may_do || i + 1 == tries || door.port == 65535) break;
        skipped.push_back({door.port, *why});
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
    throw SocketError(error, {.operation = "open_or_next", .local = door});
}
