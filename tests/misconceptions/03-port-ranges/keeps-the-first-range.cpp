// Misconception: the range does not change while a program runs
// Caught by: 3.6
// Cause: those of the range of the first call

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    static const PortRange kept = range;
    return kept.contains(port);
}
