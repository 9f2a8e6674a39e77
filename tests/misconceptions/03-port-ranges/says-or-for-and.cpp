// Misconception: above the one end or below the other
// Caught by: 3.6
// Cause: true for every port of a range

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    return port >= range.first || port <= range.last;
}
