// Misconception: a function that opens a door cannot fail
// Caught by: 1.1
// Cause: it left a function that is noexcept
// Contract: let the error pass on to the caller

#include "exercise.hpp"

TcpListener open_door(Port port) {
    const auto opens = [port]() noexcept { return TcpListener::bind({loopback_v4, port}); };
    return opens();
}
