// Misconception: where a few ports are not allowed, the next ones are not either
// Caught by: 5.4
// Cause: there is no other limit but 65535

#include "exercise.hpp"

#include <cstdint>
#include <utility>

#include "meaning_of.hpp"

Opened open_or_next(const Endpoint& where, int tries) {
    std::vector<Skipped> skipped;
    Endpoint door = where;
    for (int left = tries, refused = 0;; --left) {
        std::error_code error;
        auto listener = TcpListener::bind(door, error);
        if (!error) return {std::move(listener), std::move(skipped)};
        const auto why = meaning_of(error);
        refused = why == Diagnosis::not_allowed ? refused + 1 : 0;
        const bool another_may_do = why == Diagnosis::in_use || why == Diagnosis::not_allowed;
        if (!another_may_do || left == 1 || door.port == 65535 || refused > 4) {
            throw SocketError(error, {.operation = "open_or_next", .local = door});
        }
        skipped.push_back({door.port, *why});
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
}
