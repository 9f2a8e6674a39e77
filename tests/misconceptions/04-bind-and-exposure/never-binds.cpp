// Misconception: a listener listens from the start
// Caught by: 4.4
// Cause: your code never called bind()

#include "exercise.hpp"

TcpListener open_private(Port) { return {}; }
