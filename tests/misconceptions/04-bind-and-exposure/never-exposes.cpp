// Misconception: a door to the network is always wrong
// Caught by: 4.5
// Cause: the user has asked for it

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure) { return TcpListener::bind(where); }
