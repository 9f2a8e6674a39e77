// Misconception: after 65535 comes 65536
// Caught by: 3.6
// Cause: a std::uint16_t that counts past 65535 is 0 again, and comes to the ports below

#include "exercise.hpp"

#include <cstdint>
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
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}

bool may_collide(Port port, EphemeralRange range) {
    for (std::uint16_t number = range.first.number(); number <= range.last.number(); ++number) {
        if (number == port.number()) return true;
    }
    return false;
}
