// Misconception: port 0 is a mistake that must be corrected
// Caught by: 1.1
// Cause: with port 0 the system chooses
// Contract: with port 0 the system chooses

#include "exercise.hpp"

TcpListener open_door(Port port) {
    if (port == 0) port = home_port;
    return TcpListener::bind({loopback_v4, port});
}
