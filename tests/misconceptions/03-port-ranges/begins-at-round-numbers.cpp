// Misconception: ranges begin at round numbers
// Caught by: 3.1
// Cause: lies between 0 and 1023, and that alone decides

#include "exercise.hpp"

PortRange classify(Port port) {
    if (port.number() < 1000) return system_ports;
    if (port.number() < 50000) return user_ports;
    return dynamic_ports;
}
