// Misconception: the first thousand ports end with the round number 1024
// Caught by: 3.1
// Cause: 1024 is the first port of 1024 to 49151

#include "exercise.hpp"

PortRange classify(Port port) {
    if (port.number() <= 1024) return system_ports;
    if (port.number() <= 49151) return user_ports;
    return dynamic_ports;
}
