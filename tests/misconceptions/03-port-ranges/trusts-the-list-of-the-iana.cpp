// Misconception: a registered port is given to nobody else
// Caught by: 3.6
// Cause: who has registered a port

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    return range.contains(port) && !user_ports.contains(port);
}
