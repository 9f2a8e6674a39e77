// Misconception: first find out which port is free, then bind it
// Caught by: 3.5
// Cause: your code lets the port go and comes back for it

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
    Port port;
    {
        const auto probe = TcpListener::bind({loopback_v4, 0});
        port = probe.local_endpoint().port;
    }
    return {TcpListener::bind({loopback_v4, port}), port};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
