// Misconception: a port has to be put into network order
// Caught by: 4.4
// Cause: turns the bytes of the port around

#include "exercise.hpp"

TcpListener open_private(Port port) {
    const unsigned number = port.number();
    const auto swapped = static_cast<std::uint16_t>(number << 8 | number >> 8);
    return TcpListener::bind({loopback_v4, Port(swapped)});
}
