// Misconception: the flag makes bind work, so it is always there
// Caught by: 4.5
// Cause: whether it was asked for or not

#include "exercise.hpp"

TcpListener open_at(const Endpoint& where, Exposure) {
    return TcpListener::bind(where, expose_to_network);
}
