// Misconception: loopback is what has 127. in it
// Caught by: 4.7
// Cause: a text that has 127. or ::1 in it

#include "exercise.hpp"

#include <string>

std::vector<Listener> audit(std::span<const Listener> doors) {
    std::vector<Listener> open;
    for (const Listener& one : doors) {
        const std::string text = to_string(one.endpoint.address);
        const bool has_it = text.find("127.") != text.npos || text == "::1";
        if (!has_it) open.push_back(one);
    }
    return open;
}
