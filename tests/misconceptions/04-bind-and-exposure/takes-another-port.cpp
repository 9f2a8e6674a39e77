// Misconception: a door is a door
// Caught by: 4.4
// Cause: whoever called does not hear of it
// Contract: If the system refuses, since the port is taken for example
// Contract: the error passes on to the caller:

#include "exercise.hpp"

#include <system_error>
#include <utility>

TcpListener open_private(Port port) {
    std::error_code error;
    TcpListener door = TcpListener::bind({loopback_v4, port}, error);
    return error ? TcpListener::bind({loopback_v4, 0}) : std::move(door);
}
