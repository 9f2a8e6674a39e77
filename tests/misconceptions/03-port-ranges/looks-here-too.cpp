// Misconception: what this machine does not hand out cannot collide
// Caught by: 3.6
// Cause: the parameter `range`

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    return range.contains(port) && ephemeral_range().contains(port);
}
