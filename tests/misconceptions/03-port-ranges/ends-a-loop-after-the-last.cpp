// Misconception: a loop to the number after the last finds them all
// Caught by: 3.6
// Cause: your code finds no port in it

#include "exercise.hpp"

#include <cstdint>

bool may_collide(Port port, EphemeralRange range) {
    const auto end = static_cast<std::uint16_t>(range.last.number() + 1);
    for (std::uint16_t number = range.first.number(); number < end; ++number) {
        if (number == port.number()) return true;
    }
    return false;
}
