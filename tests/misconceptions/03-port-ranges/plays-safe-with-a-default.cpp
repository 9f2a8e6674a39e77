// Misconception: a range that is only documented may be any range
// Caught by: 3.6
// Cause: documented_default, your code says true for every port

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    return range.source != RangeSource::this_machine || range.contains(port);
}
