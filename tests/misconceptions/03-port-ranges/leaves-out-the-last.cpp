// Misconception: a range ends before its last number
// Caught by: 3.1
// Cause: 1023 is the last port of 0 to 1023

#include "exercise.hpp"

PortRange classify(Port port) {
    if (port < system_ports.last) return system_ports;
    if (port < user_ports.last) return user_ports;
    return dynamic_ports;
}
