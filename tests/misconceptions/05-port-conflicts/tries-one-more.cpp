// Misconception: tries counts those after the first
// Caught by: 5.4
// Cause: the first one too

#include "exercise.hpp"

#include <cstdint>
#include <utility>

namespace {

std::optional<Diagnosis> meaning_of(const std::error_code& error) {
    if (error == std::errc::address_in_use) return Diagnosis::in_use;
    if (error == std::errc::permission_denied) return Diagnosis::not_allowed;
    if (error == std::errc::address_not_available) return Diagnosis::not_ours;
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
    std::error_code error;
    Endpoint door = where;
    for (int i = 0; i <= tries; ++i) {
        auto listener = TcpListener::bind(door, error);
        if (!error) return {std::move(listener), std::move(skipped)};
        const auto why = meaning_of(error);
        const bool another_may_do = why == Diagnosis::in_use || why == Diagnosis::not_allowed;
        if (!another_may_do || i == tries || door.port == 65535) break;
        skipped.push_back({door.port, *why});
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
    throw SocketError(error, {.operation = "open_or_next", .local = door});
}

std::optional<TcpListener> only_instance(const Endpoint& where) {
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (!error) return listener;
    if (error == std::errc::address_in_use) return std::nullopt;
    throw SocketError(error, {.operation = "only_instance", .local = where});
}
