// Misconception: port 0 is none
// Caught by: 4.4
// Cause: your code throws without having asked the system

#include "exercise.hpp"

#include <stdexcept>

TcpListener open_private(Port port) {
    if (port == Port(0)) throw std::invalid_argument("no port");
    return TcpListener::bind({loopback_v4, port});
}
