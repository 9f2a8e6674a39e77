// Misconception: a number of ports fits where a port fits
// Caught by: 3.6
// Cause: one more than a std::uint16_t can count

#include "exercise.hpp"

#include <cstdint>

bool may_collide(Port port, EphemeralRange range) {
    if (range.last < range.first || port < range.first) return false;
    const auto ports = static_cast<std::uint16_t>(range.last.number() - range.first.number() + 1);
    return port.number() - range.first.number() < ports;
}
