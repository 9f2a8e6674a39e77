// Misconception: 8080 is for web servers, so nobody else is given it
// Caught by: 3.6
// Cause: and that alone: not what the port is used for

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) { return port != 8080 && range.contains(port); }
