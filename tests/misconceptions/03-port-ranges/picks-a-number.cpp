// Misconception: a high number is free
// Caught by: 3.4
// Cause: your code chose the number 62893 itself
// Contract: whichever the system chooses
// Also: 3.5

#include "exercise.hpp"

Claimed claim_free() { return {TcpListener::bind({loopback_v4, home_port}), home_port}; }
