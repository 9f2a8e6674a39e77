// Misconception: the course has one port, so that is the one to open
// Caught by: 1.1
// Cause: the parameter was not used
// Contract: `port`: which one;

#include "exercise.hpp"

TcpListener open_door(Port /*port*/) { return TcpListener::bind(home); }
