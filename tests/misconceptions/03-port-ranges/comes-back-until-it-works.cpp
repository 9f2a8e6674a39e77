// Misconception: a race is won by trying again
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
    for (int tries = 0; tries < 100; ++tries) {
        const Port port = TcpListener::bind({loopback_v4, 0}).local_endpoint().port;
        std::error_code error;
        auto listener = TcpListener::bind({loopback_v4, port}, error);
        if (!error) return {std::move(listener), port};
    }
    return {};
}

bool may_collide(Port port, EphemeralRange range) { return range.contains(port); }
