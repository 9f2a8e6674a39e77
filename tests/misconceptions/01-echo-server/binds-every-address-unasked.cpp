// Misconception: 0.0.0.0 is this machine
// Caught by: 1.1
// Cause: the address decides who may knock
// Contract: where only programs on this machine can knock

#include "exercise.hpp"

TcpListener open_door(Port port) { return TcpListener::bind({any_v4, port}); }
