// Misconception: each bind to port 0 gives the same port
// Caught by: 3.4
// Cause: is not the port of the listener that you return
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
    auto first = TcpListener::bind({loopback_v4, 0});
    auto second = TcpListener::bind({loopback_v4, 0});
    const Port port = first.local_endpoint().port;
    return {std::move(second), port};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
