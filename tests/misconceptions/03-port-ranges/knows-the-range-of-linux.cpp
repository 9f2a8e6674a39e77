// Misconception: the ephemeral ports are 32768 to 60999
// Caught by: 3.6
// Cause: whatever range is passed

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange /*range*/) {
    return port >= Port{32768} && port <= Port{60999};
}
