// Misconception: a port that was free a moment ago is free
// Caught by: 3.5
// Cause: the listener is closed

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
    Claimed claimed;
    claimed.listener = TcpListener::bind({loopback_v4, 0});
    claimed.port = claimed.listener.local_endpoint().port;
    claimed.listener.close();
    return claimed;
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
