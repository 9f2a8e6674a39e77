// Misconception: any loopback address will do
// Caught by: 4.4
// Cause: is private too, but another door

#include "exercise.hpp"

TcpListener open_private(Port port) { return TcpListener::bind({loopback_v6, port}); }
