// Misconception: stoi throws when a text is no number
// Caught by: 3.2
// Cause: your code reads the digits and leaves out the rest
// Also: 3.3

#include "exercise.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

PortRange classify(Port port) {
    if (system_ports.contains(port)) return system_ports;
    if (user_ports.contains(port)) return user_ports;
    return dynamic_ports;
}

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    return Port(static_cast<std::uint16_t>(std::stoi(text)));
}

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
