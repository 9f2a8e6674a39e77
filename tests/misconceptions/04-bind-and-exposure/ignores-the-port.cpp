// Misconception: a private door has the home port
// Caught by: 4.4
// Cause: the port that was asked for was not used
// Contract: Opens a door at 127.0.0.1 and `port`

#include "exercise.hpp"

TcpListener open_private(Port) { return TcpListener::bind(home); }
