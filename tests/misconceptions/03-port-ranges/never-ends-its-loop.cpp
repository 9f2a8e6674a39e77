// Misconception: a loop to the last port ends, wherever that is
// Caught by: 3.6
// Cause: a loop that never ends. The range goes to 65535 here

#include "exercise.hpp"

#include <cstdint>

bool may_collide(Port port, EphemeralRange range) {
    volatile bool found = false;  // else a compiler may take it that the loop ends
    for (std::uint16_t number = range.first.number(); number <= range.last.number(); ++number) {
        if (number == port.number()) found = true;
    }
    return found;
}
