// Another way: recursion instead of a loop

#include "exercise.hpp"

#include <cstdint>
#include <utility>

#include "../meaning_of.hpp"

Opened open_or_next(const Endpoint& where, int tries) {
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (!error) return {std::move(listener), {}};
    const auto why = meaning_of(error);
    const bool another_may_do = why == Diagnosis::in_use || why == Diagnosis::not_allowed;
    if (!another_may_do || tries <= 1 || where.port == 65535) {
        throw SocketError(error, {.operation = "open_or_next", .local = where});
    }
    const Port next(static_cast<std::uint16_t>(where.port.number() + 1));
    Opened rest = open_or_next({where.address, next}, tries - 1);
    rest.skipped.insert(rest.skipped.begin(), {where.port, *why});
    return rest;
}
