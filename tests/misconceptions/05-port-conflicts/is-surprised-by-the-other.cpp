// Misconception: another instance is an error
// Caught by: 5.6
// Cause: "in use" is the answer that you have been waiting for
// Contract: or returns nothing if somebody else has it already

#include "exercise.hpp"

std::optional<TcpListener> only_instance(const Endpoint& where) { return TcpListener::bind(where); }
