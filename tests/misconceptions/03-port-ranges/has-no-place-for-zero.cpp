// Misconception: port 0 does not exist, so it lies nowhere
// Caught by: 3.1
// Cause: port 0 is reserved, and still a number

#include "exercise.hpp"

#include <cstdlib>
#include <utility>

PortRange classify(Port port) {
    if (port == 0) return {};
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
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
