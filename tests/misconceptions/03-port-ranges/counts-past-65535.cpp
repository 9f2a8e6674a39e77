// Misconception: after 65535 comes 65536
// Caught by: 3.6
// Cause: a std::uint16_t that counts past 65535 is 0 again, and comes to the ports below

#include "exercise.hpp"

#include <cstdint>

bool may_collide(Port port, EphemeralRange range) {
    for (std::uint16_t number = range.first.number(); number <= range.last.number(); ++number) {
        if (number == port.number()) return true;
    }
    return false;
}
