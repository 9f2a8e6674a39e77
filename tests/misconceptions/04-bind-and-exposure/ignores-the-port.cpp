// Misconception: a private door has the home port
// Caught by: 4.4
// Cause: the parameter was not used

#include "exercise.hpp"

TcpListener open_private(Port) { return TcpListener::bind(home); }
