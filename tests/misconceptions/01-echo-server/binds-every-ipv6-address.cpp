// Misconception: :: is the IPv6 way of saying localhost
// Caught by: 1.1
// Cause: the address decides who may knock

#include "exercise.hpp"

TcpListener open_door(Port port) { return TcpListener::bind({any_v6, port}, expose_to_network); }
