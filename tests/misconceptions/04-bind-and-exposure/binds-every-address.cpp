// Misconception: a server binds 0.0.0.0
// Caught by: 4.4
// Cause: that is a door to the street

#include "exercise.hpp"

TcpListener open_private(Port port) { return TcpListener::bind({any_v4, port}, expose_to_network); }
