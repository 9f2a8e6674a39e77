// Misconception: a number that the system has given is mine
// Caught by: 1.1
// Cause: comes back for it
// Contract: at this one, once

#include "exercise.hpp"

TcpListener open_door(Port port) {
    const Port chosen = TcpListener::bind({loopback_v4, port}).local_endpoint().port;
    return TcpListener::bind({loopback_v4, chosen});
}
