// Misconception: a listener that was moved from still knows its port
// Caught by: 3.4
// Cause: your code asks a listener that it has just moved from
// Also: 3.5

#include "exercise.hpp"

#include <cstdlib>
#include <utility>

PortRange classify(Port port) {
    if (system_ports.contains(port)) return system_ports;
    if (user_ports.contains(port)) return user_ports;
    return dynamic_ports;
}

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    return text != nullptr ? parse_port(text) : fallback;
}

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    return {std::move(listener), listener.local_endpoint().port};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
