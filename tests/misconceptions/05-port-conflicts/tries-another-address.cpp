// Misconception: another address has the same port free
// Caught by: 5.3
// Cause: Another address is another door
// Contract: at the next higher port of the same address, and so on
// Also: 5.4 5.5

#include "exercise.hpp"

#include <utility>

#include "meaning_of.hpp"

Opened open_or_next(const Endpoint& where, int tries) {
    std::vector<Skipped> skipped;
    Endpoint door = where;
    for (;;) {
        try {
            return {TcpListener::bind(door), std::move(skipped)};
        } catch (const SocketError& failure) {
            const auto why = meaning_of(failure.code());
            const bool another_may_do = why == Diagnosis::in_use || why == Diagnosis::not_allowed;
            if (!another_may_do || --tries == 0 || door.port == 65535) throw;
            skipped.push_back({door.port, *why});
        }
        door.address = IpAddress::v4(127, 0, 0, 2);
    }
}
