// Another right answer: binds first, and only then asks diagnose() for the reason.

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
    Opened opened;
    for (int number = where.port.number();; ++number) {
        const Endpoint door{where.address, Port(static_cast<std::uint16_t>(number))};
        std::error_code error;
        opened.listener = TcpListener::bind(door, error);
        if (!error) return opened;
        const Diagnosis why = diagnose(door);
        const bool hopeless = why == Diagnosis::not_ours;
        if (hopeless || static_cast<int>(opened.skipped.size()) + 1 == tries || number == 65535) {
            throw SocketError(error, {.operation = "open_or_next", .local = door});
        }
        opened.skipped.push_back({door.port, why});
    }
}

std::optional<TcpListener> only_instance(const Endpoint& where) {
    std::error_code error;
    auto listener = TcpListener::bind(where, error);
    if (!error) return listener;
    if (error == std::errc::address_in_use) return std::nullopt;
    throw SocketError(error, {.operation = "only_instance", .local = where});
}
