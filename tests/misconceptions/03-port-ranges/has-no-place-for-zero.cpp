// Misconception: port 0 does not exist, so it lies nowhere
// Caught by: 3.1
// Cause: port 0 is reserved, and still a number
// Contract: Each number from 0 to 65535 lies in exactly one of them.

#include "exercise.hpp"

PortRange classify(Port port) {
    if (port == 0) return {};
    if (system_ports.contains(port)) return system_ports;
    if (user_ports.contains(port)) return user_ports;
    return dynamic_ports;
}
