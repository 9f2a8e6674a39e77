// Misconception: a range that is only documented does not count
// Caught by: 3.6
// Cause: by its range.source

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    return range.source == RangeSource::this_machine && range.contains(port);
}
