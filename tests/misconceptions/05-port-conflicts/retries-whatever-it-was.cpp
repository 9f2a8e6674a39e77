// Misconception: a retry cures all
// Caught by: 5.5
// Cause: the address is not this machine's: none of its ports can be had

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
    for (int i = 0; i < tries; ++i) {
        auto listener = TcpListener::bind(door, error);
        if (!error) return {std::move(listener), std::move(skipped)};
        if (i + 1 == tries || door.port == 65535) break;
        skipped.push_back({door.port, meaning_of(error).value_or(Diagnosis::in_use)});
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
