// Misconception: a range that is the wrong way round is meant the other way
// Caught by: 3.6
// Cause: turns a range around
// Contract: and one that ends below its first port has no ports at all.

#include "exercise.hpp"

#include <algorithm>

bool may_collide(Port port, EphemeralRange range) {
    const auto [low, high] = std::minmax(range.first, range.last);
    return low <= port && port <= high;
}
