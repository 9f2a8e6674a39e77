// Misconception: what a service uses is a system port
// Caught by: 3.1
// Cause: that alone decides: not what it is used for

#include "exercise.hpp"

PortRange classify(Port port) {
    if (system_ports.contains(port) || port == 8080) return system_ports;
    if (user_ports.contains(port)) return user_ports;
    return dynamic_ports;
}
