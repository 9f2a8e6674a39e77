// Misconception: a listener that was bound stays open by itself
// Caught by: 1.1
// Cause: then its listener was closed or left behind
// Contract: Returns the listener

#include "exercise.hpp"

TcpListener open_door(Port port) {
    TcpListener listener;
    { auto bound = TcpListener::bind({loopback_v4, port}); }
    return listener;
}
