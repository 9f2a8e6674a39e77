// Misconception: if the door is free now, it is free in a moment
// Caught by: 5.6
// Cause: your code asks whether the door is free, lets it go and comes back for it

#include "exercise.hpp"

#include <cstdint>
#include <utility>

namespace {

// What a failed bind means; nothing if it is not about the door.
std::optional<Diagnosis> meaning_of(const std::error_code& error) {
    if (error == std::errc::address_in_use) return Diagnosis::in_use;
    if (error == std::errc::permission_denied) return Diagnosis::not_allowed;
    if (error == std::errc::address_not_available) return Diagnosis::not_ours;
    return std::nullopt;
}

}  // namespace

Diagnosis diagnose(const Endpoint& where) {
    try {
        const auto listener = TcpListener::bind(where);  // let go at the end of this block
        return Diagnosis::free;
    } catch (const SocketError& failure) {
        if (const auto meaning = meaning_of(failure.code())) return *meaning;
        throw;
    }
}

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
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
}

std::optional<TcpListener> only_instance(const Endpoint& where) {
    if (diagnose(where) == Diagnosis::in_use) return std::nullopt;
    return TcpListener::bind(where);
}
