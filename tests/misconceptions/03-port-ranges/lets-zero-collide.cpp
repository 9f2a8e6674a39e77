// Misconception: port 0 may become any port
// Caught by: 3.6
// Cause: port 0 is given to nobody

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) { return port == 0 || range.contains(port); }
