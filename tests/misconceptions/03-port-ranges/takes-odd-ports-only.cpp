// Misconception: a bind to port 0 gives odd ports
// Caught by: 3.6
// Cause: a difference between odd and even ports

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    return range.contains(port) && port.number() % 2 == 1;
}
