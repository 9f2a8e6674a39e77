// Misconception: home_port is kept for this course
// Caught by: 3.6
// Cause: that alone: not what the port is used for

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    return range.contains(port) && port != home_port;
}
