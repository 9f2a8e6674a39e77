// Misconception: a private door is opened once
// Caught by: 4.4
// Cause: your code has kept what an earlier call opened
// Contract: Each call opens a door of its own, by one bind.

#include "exercise.hpp"

#include <utility>

TcpListener open_private(Port port) {
    static TcpListener door = TcpListener::bind({loopback_v4, port});
    return std::move(door);
}
