// Another way: error codes all the way, and one function that throws

#include "exercise.hpp"

#include <cstdint>
#include <utility>

#include "../meaning_of.hpp"

namespace {

[[noreturn]] void give_up(const std::error_code& error, const Endpoint& where) {
    throw SocketError(error, {.operation = "bind", .local = where});
}

}  // namespace

Diagnosis diagnose(const Endpoint& where) {
    std::error_code error;
    const auto listener = TcpListener::bind(where, error);
    if (!error) return Diagnosis::free;
    const auto meaning = meaning_of(error);
    if (!meaning) give_up(error, where);
    return *meaning;
}

Opened open_or_next(const Endpoint& where, int tries) {
    std::vector<Skipped> skipped;
    std::error_code error;
    Endpoint door = where;
    for (int i = 0; i < tries; ++i) {
        auto listener = TcpListener::bind(door, error);
        if (!error) return {std::move(listener), std::move(skipped)};
        const auto why = meaning_of(error);
        const bool another_may_do = why == Diagnosis::in_use || why == Diagnosis::not_allowed;
        if (!another_may_do || i + 1 == tries || door.port == 65535) break;
        skipped.push_back({door.port, *why});
        door.port = Port(static_cast<std::uint16_t>(door.port.number() + 1));
    }
    give_up(error, door);
}
