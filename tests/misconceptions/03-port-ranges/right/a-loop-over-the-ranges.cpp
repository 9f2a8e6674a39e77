// With a loop, and with messages of its own.

#include "exercise.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>

PortRange classify(Port port) {
    for (const PortRange& range : {system_ports, user_ports}) {
        if (range.contains(port)) return range;
    }
    return dynamic_ports;
}

Port port_from(const char* variable, Port fallback) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return fallback;
    std::error_code error;
    const Port port = parse_port(text, error);
    if (error) {
        throw std::invalid_argument(std::string(variable) + " was \"" + text +
                                    "\", which is no port: " + error.message());
    }
    return port;
}

Claimed claim_free() {
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Port port = listener.local_endpoint().port;
    return {std::move(listener), port};
}

bool may_collide(Port port, EphemeralRange range) {
    return port >= range.first && port <= range.last;
}
