// Misconception: the fallback is the port
// Caught by: 3.2
// Cause: the variable holds a port, and your code returned the fallback
// Contract: Takes a port from the environment:
// Also: 3.3

#include "exercise.hpp"

Port port_from(const char* /*variable*/, Port fallback) { return fallback; }
