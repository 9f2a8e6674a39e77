// Misconception: what lies above a range's first port lies in it
// Caught by: 3.6
// Cause: the lower end of the range only

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) { return port >= range.first; }
