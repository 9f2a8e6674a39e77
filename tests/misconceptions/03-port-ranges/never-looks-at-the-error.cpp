// Misconception: parse_port returns a port in any case
// Caught by: 3.2
// Cause: a failure has to be told, not returned as a number
// Also: 3.3

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
    if (text == nullptr) return fallback;
    std::error_code error;
    return parse_port(text, error);
}

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
