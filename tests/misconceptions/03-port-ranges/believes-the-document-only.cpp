// Misconception: what counts is what is documented
// Caught by: 3.6
// Cause: by its range.source

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    return range.source == RangeSource::documented_default && range.contains(port);
}
