// Misconception: a system never gives a privileged port away
// Caught by: 3.6
// Cause: ports below 1024 are given to nobody

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    return range.contains(port) && !system_ports.contains(port);
}
