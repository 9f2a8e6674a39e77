// Misconception: 65535 stands for all ports, and is none
// Caught by: 3.1
// Cause: each number from 0 to 65535 lies in one of the three

#include "exercise.hpp"

#include <stdexcept>

PortRange classify(Port port) {
    if (port == 65535) throw std::out_of_range("no port");
    if (system_ports.contains(port)) return system_ports;
    if (user_ports.contains(port)) return user_ports;
    return dynamic_ports;
}
