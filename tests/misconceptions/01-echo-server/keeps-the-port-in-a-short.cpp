// Misconception: a port is a short
// Caught by: 1.1
// Cause: has no room in a (signed) short
// Contract: `port`: which one;

#include "exercise.hpp"

TcpListener open_door(Port port) {
    const auto number = static_cast<short>(port.number());
    return TcpListener::bind({loopback_v4, number < 0 ? Port(0) : port});
}
