// Misconception: any loopback address will do
// Caught by: 4.4
// Cause: is private too, but another door
// Contract: Opens a door at 127.0.0.1

#include "exercise.hpp"

TcpListener open_private(Port port) { return TcpListener::bind({loopback_v6, port}); }
