// Misconception: an audit lists everything
// Caught by: 4.7
// Cause: your code picks every door

#include "exercise.hpp"

std::vector<Listener> audit(std::span<const Listener> doors) {
    return {doors.begin(), doors.end()};
}
