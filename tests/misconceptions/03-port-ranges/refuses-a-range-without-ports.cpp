// Misconception: a range without ports is a mistake
// Caught by: 3.6
// Cause: The answer is true or false for every range

#include "exercise.hpp"

#include <stdexcept>

bool may_collide(Port port, EphemeralRange range) {
    if (range.last < range.first) throw std::invalid_argument("no range");
    return range.contains(port);
}
