// Misconception: a port has to be in network byte order
// Caught by: 1.1
// Cause: the same two bytes in the other order
// Contract: `port`: which one;

#include "exercise.hpp"

#include <cstdint>

TcpListener open_door(Port port) {
    const unsigned number = port.number();
    const auto swapped = static_cast<std::uint16_t>(number >> 8 | number << 8);
    return TcpListener::bind({loopback_v4, Port(swapped)});
}
