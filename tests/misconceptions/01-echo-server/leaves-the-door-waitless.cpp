// Misconception: a server must never block
// Caught by: 1.1
// Cause: set the listener to non-blocking mode
// Contract: ready for `accept`, which waits for the next client

#include "exercise.hpp"

TcpListener open_door(Port port) {
    auto listener = TcpListener::bind({loopback_v4, port});
    listener.set_nonblocking(true);
    return listener;
}
