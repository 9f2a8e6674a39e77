// Misconception: a TcpListener listens from the start
// Caught by: 1.1
// Cause: your code never called bind()

#include "exercise.hpp"

TcpListener open_door(Port /*port*/) { return TcpListener(); }
