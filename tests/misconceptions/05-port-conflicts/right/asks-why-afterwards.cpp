// Another way: binds first, and only then asks diagnose() for the reason

#include "exercise.hpp"

#include <cstdint>

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
