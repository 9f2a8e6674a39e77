// Misconception: there is no port 0
// Caught by: 1.1
// Cause: Port 0 is no mistake
// Contract: with port 0 the system chooses

#include "exercise.hpp"

#include <stdexcept>

TcpListener open_door(Port port) {
    if (port == Port(0)) throw std::invalid_argument("port");
    return TcpListener::bind({loopback_v4, port});
}
