// Misconception: a listener that was made has a port
// Caught by: 3.4
// Cause: your code never called bind()
// Also: 3.5

#include "exercise.hpp"

Claimed claim_free() { return {TcpListener(), home_port}; }
