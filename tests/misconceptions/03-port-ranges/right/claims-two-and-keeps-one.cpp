// It claims two ports, and lets the second one go.

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
    auto spare = TcpListener::bind({loopback_v4, 0});
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint door = listener.local_endpoint();
    spare.close();
    return {std::move(listener), door.port};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
