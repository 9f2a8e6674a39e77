// Misconception: the dynamic ports are those that the system gives away
// Caught by: 3.1
// Cause: dynamic range

#include "exercise.hpp"

PortRange classify(Port port) {
    if (system_ports.contains(port)) return system_ports;
    return ephemeral_range().contains(port) ? dynamic_ports : user_ports;
}
