// Misconception: every system hands out 49152 to 65535
// Caught by: 3.6
// Cause: whatever range is passed
// Contract: Says whether the system may give `port` to somebody else by itself

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange /*range*/) { return dynamic_ports.contains(port); }
