// Misconception: std::getenv() always gives a text
// Caught by: 3.2
// Cause: There is no text behind a null pointer: look for it first.

#include "exercise.hpp"

#include <cstdlib>
#include <string_view>
#include <utility>

PortRange classify(Port port) {
    if (system_ports.contains(port)) return system_ports;
    if (user_ports.contains(port)) return user_ports;
    return dynamic_ports;
}

Port port_from(const char* variable, Port fallback) {
    const std::string_view text = std::getenv(variable);
    return text.empty() ? fallback : parse_port(text);
}

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
