// Misconception: a door to the network is always wrong
// Caught by: 4.5
// Cause: the user has asked for it
// Contract: If it was (`expose_to_network`), a door is opened at whatever address `where` has.

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure) { return TcpListener::bind(where); }
