// Misconception: a range goes up to its last number and does not hold it
// Caught by: 3.6
// Cause: both ends belong to the range
// Contract: both ends belong to it

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    return port >= range.first && port < range.last;
}
