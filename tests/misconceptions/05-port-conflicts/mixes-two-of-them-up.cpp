// Misconception: not available means reserved
// Caught by: 5.2
// Cause: which is not_allowed, not not_ours
// Contract: What the system says when it is asked for an endpoint.
// Also: 5.3 5.4 5.5

#include "exercise.hpp"

#include <cstdint>
#include <utility>

namespace {

std::optional<Diagnosis> meaning_of(const std::error_code& error) {
    if (error == std::errc::address_in_use) return Diagnosis::in_use;
    if (error == std::errc::address_not_available) return Diagnosis::not_allowed;
    if (error == std::errc::permission_denied) return Diagnosis::not_ours;
    return std::nullopt;
}

}  // namespace

Diagnosis diagnose(const Endpoint& where) {
    try {
        const auto listener = TcpListener::bind(where);
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
