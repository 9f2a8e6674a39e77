// Misconception: what lies below a range's last port lies in it
// Caught by: 3.6
// Cause: the upper end of the range only

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) { return port <= range.last; }
