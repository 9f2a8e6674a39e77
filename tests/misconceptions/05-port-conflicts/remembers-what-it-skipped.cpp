// Misconception: a port that was in use stays in use
// Caught by: 5.3
// Cause: what outlives a call
// Also: 5.4 5.5

#include "exercise.hpp"

#include <cstdint>
#include <map>
#include <utility>

#include "meaning_of.hpp"

Opened open_or_next(const Endpoint& where, int tries) {
    static std::map<Endpoint, Diagnosis> known;
    std::vector<Skipped> skipped;
    for (Endpoint door = where;; --tries) {
        std::error_code error;
        if (const auto one = known.find(door); one != known.end()) {
            skipped.push_back({door.port, one->second});
        } else {
            auto listener = TcpListener::bind(door, error);
            if (!error) return {std::move(listener), std::move(skipped)};
            const auto why = meaning_of(error);
            const bool another_may_do = why == Diagnosis::in_use || why == Diagnosis::not_allowed;
            if (!another_may_do || tries == 1 || door.port == 65535) {
                throw SocketError(error, {.operation = "open_or_next", .local = door});
            }
            skipped.push_back({door.port, known[door] = *why});
        }
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
}
