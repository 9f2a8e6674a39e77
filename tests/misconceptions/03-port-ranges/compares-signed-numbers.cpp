// Misconception: a short has 16 bits, so a port fits
// Caught by: 3.6
// Cause: as if the numbers from 32768 on were below zero

#include "exercise.hpp"

#include <cstdint>

static std::int16_t number(Port port) { return static_cast<std::int16_t>(port.number()); }

bool may_collide(Port port, EphemeralRange range) {
    return number(range.first) <= number(port) && number(port) <= number(range.last);
}
