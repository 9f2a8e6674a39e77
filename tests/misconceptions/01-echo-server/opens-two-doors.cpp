// Misconception: a server needs a door for each kind of address
// Caught by: 1.1
// Cause: has the door that was asked for, and opens
// Contract: at this one, once

#include "exercise.hpp"

static TcpListener for_the_others;

TcpListener open_door(Port port) {
    auto listener = TcpListener::bind({loopback_v4, port});
    std::error_code error;
    for_the_others = TcpListener::bind({loopback_v6, listener.local_endpoint().port}, error);
    return listener;
}
