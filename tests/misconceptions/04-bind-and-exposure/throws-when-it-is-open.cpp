// Misconception: what is done is told by an exception
// Caught by: 4.4
// Cause: the listener is lost
// Contract: which programs on this machine can find

#include "exercise.hpp"

#include <stdexcept>

TcpListener open_private(Port port) {
    const TcpListener door = TcpListener::bind({loopback_v4, port});
    throw std::runtime_error("listening on " + to_string(door.local_endpoint()));
}
