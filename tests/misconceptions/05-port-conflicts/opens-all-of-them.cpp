// Misconception: first take all that can be had, then choose
// Caught by: 5.3
// Cause: and asks for another one
// Contract: Asks for one port after the other, and for none once it has one.
// Also: 5.4 5.5

#include "exercise.hpp"

#include <cstdint>
#include <utility>

#include "meaning_of.hpp"

Opened open_or_next(const Endpoint& where, int tries) {
    Opened opened;
    std::error_code error;
    for (int i = 0; i < tries && where.port.number() + i < 65536; ++i) {
        const Port port(static_cast<std::uint16_t>(where.port.number() + i));
        auto listener = TcpListener::bind({where.address, port}, error);
        if (opened.listener.is_open()) continue;
        const auto why = meaning_of(error);
        if (!error) {
            opened.listener = std::move(listener);
        } else if (why == Diagnosis::in_use || why == Diagnosis::not_allowed) {
            opened.skipped.push_back({port, *why});
        } else {
            throw SocketError(error, {.operation = "open_or_next"});
        }
    }
    if (opened.listener.is_open()) return opened;
    throw SocketError(error, {.operation = "open_or_next"});
}
