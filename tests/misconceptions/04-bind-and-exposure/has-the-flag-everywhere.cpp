// Misconception: the flag makes bind work, so it is always there
// Caught by: 4.5
// Cause: `asked` is the user's word
// Contract: for a user who has said in `asked` whether the network may reach it.

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure) {
    return TcpListener::bind(where, expose_to_network);
}
