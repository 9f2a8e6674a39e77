// Misconception: a port in the ephemeral range is safe: the system looks after it
// Caught by: 3.6
// Cause: every answer is the opposite

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) { return !range.contains(port); }
