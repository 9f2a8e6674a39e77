// Misconception: a port that is taken now is one that may collide
// Caught by: 3.6
// Cause: Who has the port now is another question

#include "exercise.hpp"

bool may_collide(Port port, EphemeralRange range) {
    std::error_code error;
    const auto mine = TcpListener::bind({loopback_v4, port}, error);
    return range.contains(port) && error == std::errc::address_in_use;
}
