// Misconception: the dynamic ports are those that Linux hands out
// Caught by: 3.1
// Cause: That is where Linux begins to hand out ports
// Contract: Says which of the IANA's three ranges `port` lies in:

#include "exercise.hpp"

PortRange classify(Port port) {
    if (port.number() < 1024) return system_ports;
    if (port.number() < 32768) return user_ports;
    return dynamic_ports;
}
