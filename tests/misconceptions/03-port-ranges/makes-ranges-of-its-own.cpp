// Misconception: the registered ports begin at 1025
// Caught by: 3.1
// Cause: is none of the three ranges
// Contract: returns `system_ports`, `user_ports` or `dynamic_ports`.

#include "exercise.hpp"

PortRange classify(Port port) {
    if (port.number() < 1024) return {1, 1023};
    if (port.number() < 49152) return {1025, 49151};
    return {49152, 65535};
}
