// Misconception: a range begins after its first number
// Caught by: 3.6
// Cause: both ends belong to the range

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    return port > range.first && port <= range.last;
}
