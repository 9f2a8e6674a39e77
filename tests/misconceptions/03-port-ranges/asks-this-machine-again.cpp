// Misconception: the range can only be that of this machine
// Caught by: 3.6
// Cause: whatever range is passed

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange /*range*/) { return ephemeral_range().contains(port); }
