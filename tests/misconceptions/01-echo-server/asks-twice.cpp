// Misconception: the second time it may work
// Caught by: 1.1
// Cause: asks for the same door again
// Contract: at this one, once

#include "exercise.hpp"

#include <utility>

TcpListener open_door(Port port) {
    std::error_code error;
    auto listener = TcpListener::bind({loopback_v4, port}, error);
    return error ? TcpListener::bind({loopback_v4, port}) : std::move(listener);
}
