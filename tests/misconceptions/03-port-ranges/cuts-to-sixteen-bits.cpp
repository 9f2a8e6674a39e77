// Misconception: a cast makes a port of any number
// Caught by: 3.2
// Cause: was cut to 16 bits
// Also: 3.3

#include "exercise.hpp"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
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
    std::size_t used = 0;
    const long number = std::stol(text, &used);
    if (text[used] != '\0') throw std::invalid_argument("not a port: " + std::string(text));
    return Port(static_cast<std::uint16_t>(number));
}

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
