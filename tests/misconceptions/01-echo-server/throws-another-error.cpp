// Misconception: an error of my own says more
// Caught by: 1.1
// Cause: throws another error in its place
// Contract: as an exception with the `code()` that the system gave

#include "exercise.hpp"

#include <stdexcept>

TcpListener open_door(Port port) {
    std::error_code error;
    auto listener = TcpListener::bind({loopback_v4, port}, error);
    if (error) throw std::runtime_error("there is no door at " + to_string(port));
    return listener;
}
