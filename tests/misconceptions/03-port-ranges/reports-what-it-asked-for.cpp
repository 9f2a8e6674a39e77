// Misconception: the port that was asked for is the port that one gets
// Caught by: 3.4
// Cause: 0 is what was asked for

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
    const Endpoint door{loopback_v4, 0};
    return {TcpListener::bind(door), door.port};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
