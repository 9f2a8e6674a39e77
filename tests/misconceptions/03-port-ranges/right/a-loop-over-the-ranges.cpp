// Another way: with a loop, and with messages of its own

#include "exercise.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

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

bool may_collide(Port port, EphemeralRange range) {
    return port >= range.first && port <= range.last;
}
