// Misconception: every port that was tried was skipped
// Caught by: 5.3
// Cause: only those before it were skipped
// Also: 5.4 5.5

#include "exercise.hpp"

#include <cstdint>
#include <utility>

#include "meaning_of.hpp"

Opened open_or_next(const Endpoint& where, int tries) {
    std::vector<Skipped> skipped;
    Endpoint door = where;
    for (;;) {
        std::error_code error;
        auto listener = TcpListener::bind(door, error);
        skipped.push_back({door.port, meaning_of(error).value_or(Diagnosis::free)});
        if (!error) return {std::move(listener), std::move(skipped)};
        const auto why = meaning_of(error);
        const bool another_may_do = why == Diagnosis::in_use || why == Diagnosis::not_allowed;
        if (!another_may_do || --tries == 0 || door.port == 65535) {
            throw SocketError(error, {.operation = "open_or_next", .local = door});
        }
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
}
