// Misconception: a range ends before its last number
// Caught by: 3.1
// Cause: 1023 is the last port of 0 to 1023

#include "exercise.hpp"

#include <cstdlib>
#include <utility>

PortRange classify(Port port) {
    if (port < system_ports.last) return system_ports;
    if (port < user_ports.last) return user_ports;
    return dynamic_ports;
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
