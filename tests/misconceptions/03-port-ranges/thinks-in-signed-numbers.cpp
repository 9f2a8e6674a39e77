// Misconception: a short has 16 bits, so a port fits
// Caught by: 3.1
// Cause: answers as if the numbers were below zero

#include "exercise.hpp"

#include <cstdint>

PortRange classify(Port port) {
    const auto number = static_cast<std::int16_t>(port.number());
    if (number <= 1023) return system_ports;
    return port < dynamic_ports.first ? user_ports : dynamic_ports;
}
