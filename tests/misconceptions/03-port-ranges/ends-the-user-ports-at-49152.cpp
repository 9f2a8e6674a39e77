// Misconception: the dynamic ports begin after 49152
// Caught by: 3.1
// Cause: 49152 is the first port of 49152 to 65535

#include "exercise.hpp"

PortRange classify(Port port) {
    if (port.number() < 1024) return system_ports;
    if (port.number() <= 49152) return user_ports;
    return dynamic_ports;
}
