// Misconception: the modern way is ::
// Caught by: 4.4
// Cause: that is a door to the street

#include "exercise.hpp"

TcpListener open_private(Port port) { return TcpListener::bind({any_v6, port}, expose_to_network); }
