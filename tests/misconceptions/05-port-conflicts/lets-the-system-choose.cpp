// Misconception: any other port is as good
// Caught by: 5.3
// Cause: and nobody looks for it there
// Also: 5.4 5.5

#include "exercise.hpp"

#include <utility>

#include "meaning_of.hpp"

Opened open_or_next(const Endpoint& where, int) {
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (!error) return {std::move(listener), {}};
    const auto why = meaning_of(error);
    if (why != Diagnosis::in_use && why != Diagnosis::not_allowed) {
        throw SocketError(error, {.operation = "open_or_next", .local = where});
    }
    return {TcpListener::bind({where.address, 0}), {{where.port, *why}}};
}
