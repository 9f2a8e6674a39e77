// Misconception: the registered ports begin at 1025
// Caught by: 3.1
// Cause: is none of the three ranges

#include "exercise.hpp"

#include <cstdlib>
#include <utility>

PortRange classify(Port port) {
    if (port.number() < 1024) return {1, 1023};
    if (port.number() < 49152) return {1025, 49151};
    return {49152, 65535};
}

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    return text != nullptr ? parse_port(text) : fallback;
}

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
