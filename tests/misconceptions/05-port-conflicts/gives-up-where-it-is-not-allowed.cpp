// Misconception: not allowed is not allowed anywhere
// Caught by: 5.3
// Cause: and your code gave up: the next port may do
// Also: 5.4 5.5

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
        if (why != Diagnosis::in_use || i + 1 == tries || door.port == 65535) break;
        skipped.push_back({door.port, *why});
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
    throw SocketError(error, {.operation = "open_or_next", .local = door});
}
