// Misconception: whoever gets a closed listener will see it
// Caught by: 1.1
// Cause: keeps that to itself
// Contract: let the error pass on to the caller

#include "exercise.hpp"

TcpListener open_door(Port port) {
    std::error_code error;
    return TcpListener::bind({loopback_v4, port}, error);
}
