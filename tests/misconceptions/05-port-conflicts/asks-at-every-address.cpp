// Misconception: a port that is free is free at every address
// Caught by: 5.1
// Cause: the door in question is the parameter
// Also: 5.2

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
        const auto listener = TcpListener::bind({any_v4, where.port}, expose_to_network);
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
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (!error) return listener;
    if (error == std::errc::address_in_use) return std::nullopt;
    throw SocketError(error, {.operation = "only_instance", .local = where});
}
