// Misconception: what was found out once need not be found out again
// Caught by: 3.1
// Cause: the same range for every port

#include "exercise.hpp"

PortRange classify(Port port) {
    static const PortRange range = system_ports.contains(port) ? system_ports
                                   : user_ports.contains(port) ? user_ports
                                                               : dynamic_ports;
    return range;
}
