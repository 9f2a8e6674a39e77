// Misconception: without the flag 0.0.0.0 is private
// Caught by: 4.4
// Cause: that is a door to the street

#include "exercise.hpp"

TcpListener open_private(Port port) { return TcpListener::bind({any_v4, port}); }
