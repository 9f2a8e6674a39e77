// Misconception: a handle can be taken over without being let go
// Caught by: 5.3
// Cause: your code had is closed, and what it returns has the number of somebody else's
// Also: 5.4 5.5

#include "exercise.hpp"

#include <cstdint>
#include <utility>

Opened open_or_next(const Endpoint& where, int tries) {
    std::vector<Skipped> skipped;
    Endpoint door = where;
    for (;;) {
        try {
            const auto listener = TcpListener::bind(door);
            return {TcpListener::adopt(listener.native_handle()), std::move(skipped)};
        } catch (const SocketError& failure) {
            const bool is_taken = failure.code() == std::errc::address_in_use;
            const bool another_may_do = is_taken || failure.code() == std::errc::permission_denied;
            if (!another_may_do || --tries == 0 || door.port == 65535) throw;
            skipped.push_back({door.port, is_taken ? Diagnosis::in_use : Diagnosis::not_allowed});
        }
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
}
