// Misconception: ::1 and 127.0.0.1 are the same
// Caught by: 1.1
// Cause: is private too, but another door
// Contract: Opens a door on 127.0.0.1

#include "exercise.hpp"

TcpListener open_door(Port port) { return TcpListener::bind({loopback_v6, port}); }
